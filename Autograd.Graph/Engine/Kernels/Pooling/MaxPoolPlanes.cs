using System.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Max pooling and its derivatives on a plane, window by window.</summary>
internal static unsafe class MaxPoolPlanes
{
    /// <summary>The largest element of each window.</summary>
    public static void Largest<T>(PoolShape lengths, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < lengths.Places.Height; row++)
            for (var column = 0; column < lengths.Places.Width; column++)
                *y++ = new PoolWindow<T>(lengths, x, row, column).Largest;
    }

    /// <summary>The mean tangent of the largest elements of each window.</summary>
    public static void Tangent<T>(PoolShape lengths, T* x, T* tangent, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < lengths.Places.Height; row++)
        {
            for (var column = 0; column < lengths.Places.Width; column++)
            {
                var window = new PoolWindow<T>(lengths, x, row, column);
                var (count, sum) = (window.Count(), T.Zero);
                for (var element = -1; window.Next(ref element) is >= 0 and var at;)
                {
                    if (x[at] == window.Largest) sum += tangent[at] / count;
                }

                *y++ = sum;
            }
        }
    }

    /// <summary>What each element gets of the cotangents of windows.</summary>
    public static void Cotangent<T>(PoolShape lengths, T* x, T* cotangent, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(y, lengths.Image.Area).Clear();
        for (var row = 0; row < lengths.Places.Height; row++)
        {
            for (var column = 0; column < lengths.Places.Width; column++, cotangent++)
            {
                var window = new PoolWindow<T>(lengths, x, row, column);
                var share = *cotangent / window.Count();
                for (var element = -1; window.Next(ref element) is >= 0 and var at;)
                {
                    if (x[at] == window.Largest) y[at] += share;
                }
            }
        }
    }
}
