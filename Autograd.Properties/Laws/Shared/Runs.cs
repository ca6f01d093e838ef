using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Numerics;
using Autograd.Graph.Reference;

namespace Autograd.Properties.Shared;

/// <summary>Values of graphs by the plan in all its ways, and by the reference interpreter.</summary>
internal static class Runs
{
    /// <summary>Every way a plan may run: none changes a bit.</summary>
    public static ImmutableArray<PlanOptions> Ways { get; } =
    [
        new() { Threads = 1 }, new() { Threads = 2 }, new() { Threads = 3 }, new() { Threads = 7 },
        new() { Threads = 1, Rewrite = false }, new() { Threads = 2, Rewrite = false },
    ];

    /// <summary>One thread.</summary>
    public static PlanOptions Alone { get; } = new() { Threads = 1 };

    public static ImmutableArray<Tensor> Reference<T>(
        ImmutableArray<Expr> roots, (Expr Variable, Tensor Value)[] bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Interpreter.Evaluate<T, Real<T>>(roots, bindings);

    /// <summary>A frame with its inputs set, ready to run.</summary>
    public static Execution<T> Execution<T>(
        ImmutableArray<Expr> roots, (Expr Variable, Tensor Value)[] bindings, PlanOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var frame = Plan<T>.Make(bindings.Select(binding => binding.Variable), roots, options).NewExecution();
        for (var i = 0; i < bindings.Length; i++) frame.Set(i, bindings[i].Value);
        return frame;
    }

    /// <summary>The first outputs of a frame after one more run.</summary>
    public static ImmutableArray<Tensor> Run<T>(this Execution<T> frame, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        frame.Run();
        return [.. Enumerable.Range(0, outputs).Select(frame.Get)];
    }

    /// <summary>
    /// The plan gives the reference's bits over floats and doubles, in every way, and whatever lay in its memory
    /// before.
    /// </summary>
    public static void Agree(ImmutableArray<Expr> roots, params (Expr Variable, Tensor Value)[] bindings)
    {
        AgreeOver<float>(roots, bindings);
        AgreeOver<double>(roots, bindings);
    }

    private static void AgreeOver<T>(ImmutableArray<Expr> roots, (Expr Variable, Tensor Value)[] bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = Reference<T>(roots, bindings);
        foreach (var way in Ways)
        {
            var frame = Execution<T>(roots, bindings, way);
            frame.Poison(T.NaN);
            Bits.AssertSame(expected, frame.Run(roots.Length), $"{typeof(T).Name}, {way}:");
            frame.Poison(T.CreateChecked(12345.678));
            Bits.AssertSame(expected, frame.Run(roots.Length), $"{typeof(T).Name}, {way}, run again:");
        }
    }
}
