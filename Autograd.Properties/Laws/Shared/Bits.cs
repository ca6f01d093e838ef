using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Graph;
using Xunit;

namespace Autograd.Properties.Shared;

/// <summary>Equality of values bit by bit; only NaNs are equal whatever their payload.</summary>
internal static class Bits
{
    public static void AssertSame(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, string where = "")
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            if (Difference(expected[i], actual[i]) is { } difference) Assert.Fail($"{where} value {i}: {difference}");
        }
    }

    /// <summary>Where two values differ first; null where they do not.</summary>
    public static string? Difference(Tensor expected, Tensor actual) => (expected, actual) switch
    {
        _ when expected.Type != actual.Type => $"{actual.Type}, not {expected.Type}",
        (Tensor<float> a, Tensor<float> b) => OfReals(a, b),
        (Tensor<double> a, Tensor<double> b) => OfReals(a, b),
        (Tensor<int> a, Tensor<int> b) => First(a, b, (x, y) => x == y),
        (Tensor<uint> a, Tensor<uint> b) => First(a, b, (x, y) => x == y),
        _ => $"elements of {actual.ElementType.Name}, not of {expected.ElementType.Name}",
    };

    private static string? OfReals<T>(Tensor<T> expected, Tensor<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => First(expected, actual, (x, y) => Word(x) == Word(y) || (T.IsNaN(x) && T.IsNaN(y)));

    private static ulong Word<T>(T x)
        where T : unmanaged =>
            Unsafe.SizeOf<T>() == sizeof(float) ? Unsafe.As<T, uint>(ref x) : Unsafe.As<T, ulong>(ref x);

    private static string? First<T>(Tensor<T> expected, Tensor<T> actual, Func<T, T, bool> same)
        where T : unmanaged
    {
        if (MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan()))) return null;
        for (var i = 0; i < expected.Elements.Length; i++)
        {
            if (!same(expected.Elements[i], actual.Elements[i]))
            {
                return $"element {i} of {expected.Shape} is {actual.Elements[i]:R}, not {expected.Elements[i]:R}";
            }
        }

        return null;
    }
}
