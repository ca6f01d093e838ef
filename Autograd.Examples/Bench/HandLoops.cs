using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autograd.Examples.Bench;

/// <summary>
/// The loops of a training step as one writes them by hand: in vectors, in few passes, nothing allocated.
/// </summary>
internal static class HandLoops
{
    /// <summary>relu(z + bias), row by row.</summary>
    public static void Relu(ReadOnlySpan<float> z, ReadOnlySpan<float> bias, Span<float> a)
    {
        ref var add = ref MemoryMarshal.GetReference(bias);
        for (var row = 0; row < z.Length; row += bias.Length)
        {
            ref var from = ref MemoryMarshal.GetReference(z[row..]);
            ref var to = ref MemoryMarshal.GetReference(a[row..]);
            var i = 0;
            for (; i <= bias.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Max(Vector.LoadUnsafe(ref from, (nuint)i) + Vector.LoadUnsafe(ref add, (nuint)i),
                    Vector<float>.Zero).StoreUnsafe(ref to, (nuint)i);
            }

            for (; i < bias.Length; i++) a[row + i] = Math.Max(z[row + i] + bias[i], 0);
        }
    }

    /// <summary>The gradient where relu lets it through, else 0.</summary>
    public static void ReluDerivative(ReadOnlySpan<float> a, ReadOnlySpan<float> gradient, Span<float> d)
    {
        ref var value = ref MemoryMarshal.GetReference(a);
        ref var from = ref MemoryMarshal.GetReference(gradient);
        ref var to = ref MemoryMarshal.GetReference(d);
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var on = Vector.GreaterThan(Vector.LoadUnsafe(ref value, (nuint)i), Vector<float>.Zero);
            Vector.ConditionalSelect(on, Vector.LoadUnsafe(ref from, (nuint)i), Vector<float>.Zero)
                .StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < a.Length; i++) d[i] = a[i] > 0 ? gradient[i] : 0;
    }

    /// <summary>sigmoid(z + bias), row by row.</summary>
    public static void Sigmoid(ReadOnlySpan<float> z, ReadOnlySpan<float> bias, Span<float> a)
    {
        AddRows(z, bias, a);
        TensorPrimitives.Sigmoid(a, a);
    }

    /// <summary>The gradient times a(1 − a).</summary>
    public static void SigmoidDerivative(ReadOnlySpan<float> a, ReadOnlySpan<float> gradient, Span<float> d)
    {
        ref var value = ref MemoryMarshal.GetReference(a);
        ref var from = ref MemoryMarshal.GetReference(gradient);
        ref var to = ref MemoryMarshal.GetReference(d);
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var y = Vector.LoadUnsafe(ref value, (nuint)i);
            (Vector.LoadUnsafe(ref from, (nuint)i) * y * (Vector<float>.One - y)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < a.Length; i++) d[i] = gradient[i] * a[i] * (1 - a[i]);
    }

    /// <summary>The mean cross-entropy of softmax(z + bias), and its gradient with respect to the scores.</summary>
    public static float SoftmaxCrossEntropy(
        ReadOnlySpan<float> z, ReadOnlySpan<float> bias, ReadOnlySpan<int> labels, Span<float> d)
    {
        var (classes, loss) = (bias.Length, 0f);
        AddRows(z, bias, d);
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = d.Slice(row * classes, classes);
            var max = scores[0];
            foreach (var score in scores) max = Math.Max(max, score);
            foreach (ref var score in scores) score -= max;
            loss -= scores[labels[row]];
        }

        // One call for all rows: a call for each would take longer than its ten elements.
        TensorPrimitives.Exp(d, d);
        for (var row = 0; row < labels.Length; row++)
        {
            var powers = d.Slice(row * classes, classes);
            var sum = 0f;
            foreach (var power in powers) sum += power;
            loss += MathF.Log(sum);
            var scale = 1 / (sum * labels.Length);
            foreach (ref var power in powers) power *= scale;
            powers[labels[row]] -= 1f / labels.Length;
        }

        return loss / labels.Length;
    }

    /// <summary>The sum of all rows.</summary>
    public static void SumOfRows(ReadOnlySpan<float> d, Span<float> sum)
    {
        d[..sum.Length].CopyTo(sum);
        for (var row = sum.Length; row < d.Length; row += sum.Length)
        {
            TensorPrimitives.Add(sum, d.Slice(row, sum.Length), sum);
        }
    }

    private static void AddRows(ReadOnlySpan<float> z, ReadOnlySpan<float> bias, Span<float> a)
    {
        for (var row = 0; row < z.Length; row += bias.Length)
        {
            TensorPrimitives.Add(z.Slice(row, bias.Length), bias, a.Slice(row, bias.Length));
        }
    }
}
