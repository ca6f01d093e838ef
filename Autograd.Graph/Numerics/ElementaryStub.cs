using System.Runtime.Intrinsics;
namespace Autograd.Graph.Numerics;
internal static partial class Elementary {
public static Vector512<float> Sin(Vector512<float> x) => x;
public static Vector512<double> Sin(Vector512<double> x) => x;
public static Vector512<float> Cos(Vector512<float> x) => x;
public static Vector512<double> Cos(Vector512<double> x) => x;
public static Vector512<float> Power(Vector512<float> x, Vector512<float> y) => x;
public static Vector512<double> Power(Vector512<double> x, Vector512<double> y) => x;
}
