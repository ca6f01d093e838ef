using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autograd.Examples.Bench;

/// <summary>An optimizer written by hand, in place.</summary>
internal interface IHandUpdate
{
    /// <summary>Begins a step.</summary>
    void Begin();

    /// <summary>Updates a parameter by its gradient.</summary>
    void Update(int leaf, Span<float> parameter, ReadOnlySpan<float> gradient);
}

/// <summary>p ← p − η g.</summary>
internal sealed class HandSgd(float rate) : IHandUpdate
{
    public void Begin()
    {
    }

    public void Update(int leaf, Span<float> parameter, ReadOnlySpan<float> gradient) =>
        TensorPrimitives.MultiplyAdd(gradient, -rate, parameter, parameter);
}

/// <summary>Adam with its usual constants: moments and parameters in one pass.</summary>
internal sealed class HandAdam(float rate) : IHandUpdate
{
    private const float First = 0.9f;
    private const float Second = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly Dictionary<int, (float[] M, float[] V)> _moments = [];
    private float _firstPower = 1;
    private float _secondPower = 1;

    public void Begin() => (_firstPower, _secondPower) = (_firstPower * First, _secondPower * Second);

    public void Update(int leaf, Span<float> parameter, ReadOnlySpan<float> gradient)
    {
        if (!_moments.TryGetValue(leaf, out var moments))
        {
            _moments[leaf] = moments = (new float[parameter.Length], new float[parameter.Length]);
        }

        var (step, scale) = (-rate / (1 - _firstPower), 1 / (1 - _secondPower));
        ref var p = ref MemoryMarshal.GetReference(parameter);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var m = ref MemoryMarshal.GetArrayDataReference(moments.M);
        ref var v = ref MemoryMarshal.GetArrayDataReference(moments.V);
        var i = 0;
        for (; i <= parameter.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var slope = Vector.LoadUnsafe(ref g, (nuint)i);
            var mean = (First * Vector.LoadUnsafe(ref m, (nuint)i)) + ((1 - First) * slope);
            var square = (Second * Vector.LoadUnsafe(ref v, (nuint)i)) + ((1 - Second) * (slope * slope));
            mean.StoreUnsafe(ref m, (nuint)i);
            square.StoreUnsafe(ref v, (nuint)i);
            var update = step * mean / (Vector.SquareRoot(scale * square) + new Vector<float>(Epsilon));
            (Vector.LoadUnsafe(ref p, (nuint)i) + update).StoreUnsafe(ref p, (nuint)i);
        }

        for (; i < parameter.Length; i++)
        {
            moments.M[i] = (First * moments.M[i]) + ((1 - First) * gradient[i]);
            moments.V[i] = (Second * moments.V[i]) + ((1 - Second) * gradient[i] * gradient[i]);
            parameter[i] += step * moments.M[i] / (MathF.Sqrt(scale * moments.V[i]) + Epsilon);
        }
    }
}
