using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Max pooling by windows of 2 × 2 that tile a plane of floats, the commonest there is, sixteen windows at a time.</summary>
internal static unsafe class MaxPoolPairs
{
    private static readonly Vector512<int> Even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    private static readonly Vector512<int> Odd = Even + Vector512<int>.One;
    private static readonly Vector512<int> Lower = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    private static readonly Vector512<int> Upper = Lower + Vector512.Create(8);

    /// <summary>Whether windows are such, and this machine has the instructions for them.</summary>
    public static bool Suits<T>(Windows windows) =>
        typeof(T) == typeof(float) && Avx512F.IsSupported && Vector512.IsHardwareAccelerated && windows is { Size: (2, 2), Stride: (2, 2), Padding: (0, 0), Dilation: (1, 1) };

    /// <summary>The largest element of each window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Largest(PoolShape lengths, float* x, float* y)
    {
        var (even, odd) = (Even, Odd);
        for (var row = 0; row < lengths.Places.Height; row++, x += 2 * lengths.Image.Width, y += lengths.Places.Width)
        {
            for (nint i = 0; i < lengths.Places.Width; i += Vector512<float>.Count)
            {
                var count = Math.Min(lengths.Places.Width - i, Vector512<float>.Count);
                var largest = new Window(x + (2 * i), lengths.Image.Width, count, even, odd).Largest;
                Lanes512<float>.Store(largest, y + i, count);
            }
        }
    }

    /// <summary>What each element gets of the cotangents of windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cotangent(PoolShape lengths, float* x, float* cotangent, float* y)
    {
        var (even, odd, lower, upper) = (Even, Odd, Lower, Upper);
        nint width = lengths.Image.Width, places = lengths.Places.Width;
        if (2 * lengths.Places.Height < lengths.Image.Height || 2 * places < width) new Span<float>(y, lengths.Image.Area).Clear();
        for (var row = 0; row < lengths.Places.Height; row++, x += 2 * width, y += 2 * width, cotangent += places)
        {
            for (nint i = 0; i < places; i += Vector512<float>.Count)
            {
                var count = Math.Min(places - i, Vector512<float>.Count);
                var window = new Window(x + (2 * i), width, count, even, odd);
                var share = window.Share(Lanes512<float>.Load(cotangent + i, count));
                var target = y + (2 * i);
                Spread(window.Given(window.UpperLeft, share), window.Given(window.UpperRight, share), target, 2 * count, lower, upper);
                Spread(window.Given(window.LowerLeft, share), window.Given(window.LowerRight, share), target + width, 2 * count, lower, upper);
            }
        }
    }

    // Left and right elements of windows side by side again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector512<float> left, Vector512<float> right, float* target, nint elements, Vector512<int> lower, Vector512<int> upper)
    {
        Lanes512<float>.Store(Avx512F.PermuteVar16x32x2(left, lower, right), target, Math.Min(elements, Vector512<float>.Count));
        if (elements > Vector512<float>.Count) Lanes512<float>.Store(Avx512F.PermuteVar16x32x2(left, upper, right), target + Vector512<float>.Count, elements - Vector512<float>.Count);
    }

    /// <summary>Sixteen windows.</summary>
    private readonly struct Window
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Window(float* x, nint width, nint count, Vector512<int> even, Vector512<int> odd)
        {
            var rest = Math.Max(0, (2 * count) - Vector512<float>.Count);
            Vector512<float> a = Lanes512<float>.Load(x, 2 * count), b = Lanes512<float>.Load(x + Vector512<float>.Count, rest);
            Vector512<float> c = Lanes512<float>.Load(x + width, 2 * count), d = Lanes512<float>.Load(x + width + Vector512<float>.Count, rest);
            UpperLeft = Avx512F.PermuteVar16x32x2(a, even, b);
            UpperRight = Avx512F.PermuteVar16x32x2(a, odd, b);
            LowerLeft = Avx512F.PermuteVar16x32x2(c, even, d);
            LowerRight = Avx512F.PermuteVar16x32x2(c, odd, d);
            Largest = Larger(Larger(Larger(UpperLeft, UpperRight), LowerLeft), LowerRight);
        }

        public Vector512<float> UpperLeft { get; }

        public Vector512<float> UpperRight { get; }

        public Vector512<float> LowerLeft { get; }

        public Vector512<float> LowerRight { get; }

        public Vector512<float> Largest { get; }

        // Divided only where several are largest: it takes long.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Share(Vector512<float> cotangent)
        {
            var count = One(UpperLeft) + One(UpperRight) + One(LowerLeft) + One(LowerRight);
            return Vector512.EqualsAll(count, Vector512<float>.One) ? cotangent : cotangent / count;
        }

        // Added to 0, as every sum begins with it: −0 becomes 0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Given(Vector512<float> element, Vector512<float> share) =>
            Vector512.ConditionalSelect(Vector512.Equals(element, Largest), share + Vector512<float>.Zero, Vector512<float>.Zero);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<float> One(Vector512<float> element) => Vector512.ConditionalSelect(Vector512.Equals(element, Largest), Vector512<float>.One, Vector512<float>.Zero);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<float> Larger(Vector512<float> a, Vector512<float> b) => Lanes<float>.Maximum(a, b);
    }
}
