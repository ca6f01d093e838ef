using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>A plan of one thread that computes one expression, ready to run.</summary>
internal static class KernelFrame
{
    /// <summary>
    /// A frame whose real inputs hold numbers from 0.1 to 2, where every elementary function is at home.
    /// </summary>
    public static Execution<float> Of(Expr[] inputs, params Expr[] outputs)
    {
        var frame = Plan<float>.Make(inputs, outputs, new PlanOptions { Threads = 1 }).NewExecution();
        var random = new Random(1);
        for (var input = 0; input < inputs.Length; input++)
        {
            if (inputs[input].Kind == ElementKind.Real) Fill(frame.Input(input), random);
        }

        return frame;
    }

    public static float[] Numbers(int count)
    {
        var numbers = new float[count];
        Fill(numbers, new Random(1));
        return numbers;
    }

    private static void Fill(Span<float> numbers, Random random)
    {
        foreach (ref var x in numbers) x = 0.1f + (1.9f * random.NextSingle());
    }
}
