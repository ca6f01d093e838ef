using System.Numerics;
using Autograd.Graph.Engine;

namespace Autograd.Graph;

/// <summary>
/// Compiles functions of expressions, of parameter records and of tuples of them to plans over one number type.
/// </summary>
/// <example><code>
/// var f = Compile&lt;float&gt;.Function((Expr x) => x.Square().Sum());
/// Console.WriteLine(f.Invoke(Tensor.Vector(3f, 4f)).Evaluate&lt;float&gt;());   // 25
///
/// var g = Compile&lt;float&gt;.Function((Expr a, Expr b, Expr c) => (a * b + c, a - b));
/// var (sum, difference) = g(2.0, 3.0, 4.0);                            // 10 and -1
/// </code></example>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public static partial class Compile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A function that traces <paramref name="f"/> once for each set of shapes and replays the plan.</summary>
    /// <param name="f">The function. Its argument and its result are expressions, parameter records, or tuples
    /// of these.</param>
    /// <param name="options">How plans are made and run, and how many are kept.</param>
    /// <exception cref="ArgumentException">The function has another type of argument or result.</exception>
    public static Compiled<T, TInput, TOutput> Function<TInput, TOutput>(
        Func<TInput, TOutput> f, PlanOptions? options = null)
        where TInput : notnull
    {
        ArgumentNullException.ThrowIfNull(f);
        return new(f, options, ArgumentNames.Of(f, 1));
    }
}
