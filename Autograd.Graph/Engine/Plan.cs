using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Autograd.Graph.Engine.Lowering;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Rewriting;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine;

/// <summary>A graph that is ready to run many times: rewritten, scheduled, fused, and its memory placed.</summary>
/// <remarks>
/// This type is immutable and may be shared. Each caller runs it in an <see cref="Execution{T}"/> of its own. Results
/// have the bits of the reference interpreter over the same numbers, for any number of threads and any vector width.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public sealed class Plan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Plan(GraphLowering<T> lowering, ImmutableArray<Expr> inputs, RewrittenGraph rewriting, PlanOptions options,
        IEnumerable<(int Output, int Input)> feeds)
    {
        (Rewriting, Options) = (rewriting, options);
        Buffers = [.. lowering.Buffers];
        Pipelines = [.. lowering.Pipelines];
        (InputBuffers, OutputBuffers) = (lowering.InputBuffers, lowering.OutputBuffers);
        var used = Pipelines.SelectMany(pipeline => pipeline.Buffers).ToHashSet();
        InputNames = [.. inputs.Select(input => input.Op.Name)];
        Reads = [.. inputs.Select((input, i) => input.Shape.Size > 0 && used.Contains(InputBuffers[i]))];
        var fed = feeds.Select(feed => (OutputBuffers[feed.Output], InputBuffers[feed.Input])).ToHashSet();
        Memory = MemoryPlan.Place(
            Buffers, [.. Pipelines.Select(pipeline => new MemoryStep(pipeline.Buffers, pipeline.InPlace))], fed);
        Constants = ConstantMemory.Of<T>(lowering.Constants, Buffers);
    }

    /// <summary>The options that the plan was made with.</summary>
    public PlanOptions Options { get; }

    /// <summary>The operations, bytes and memory of one run.</summary>
    public PlanCost Cost
    {
        get
        {
            var work = Pipelines.Aggregate(default(StageCost), (sum, pipeline) => sum + pipeline.Cost);
            return new(
                work.Flops, work.Bytes, WorkspaceBytes + (ScratchBytes * Options.Threads) + Constants.Bytes);
        }
    }

    /// <summary>The memory of one execution: inputs, outputs and intermediate values, without the scratch of
    /// threads.</summary>
    public long WorkspaceBytes => Memory.Bytes;

    /// <summary>The scratch of one thread.</summary>
    internal long ScratchBytes => PinnedBlock.Padded(
        (long)Pipelines.Select(pipeline => pipeline.ScratchElements).DefaultIfEmpty().Max() * Unsafe.SizeOf<T>());

    internal RewrittenGraph Rewriting { get; }

    internal ImmutableArray<BufferSpec> Buffers { get; }

    internal ImmutableArray<Pipeline<T>> Pipelines { get; }

    internal ConstantMemory Constants { get; }

    internal ImmutableArray<int> InputBuffers { get; }

    internal ImmutableArray<int> OutputBuffers { get; }

    internal ImmutableArray<string> InputNames { get; }

    /// <summary>For each input whether a run reads elements of it.</summary>
    internal ImmutableArray<bool> Reads { get; }

    internal MemoryPlan Memory { get; }

    /// <summary>Makes a plan that computes outputs from inputs.</summary>
    /// <param name="inputs">Variables, in the order of the execution's inputs.</param>
    /// <param name="outputs">Expressions of these variables, in the order of the execution's outputs.</param>
    /// <param name="options">How the plan is made and runs.</param>
    /// <param name="feeds">
    /// Outputs that become inputs after each run (<see cref="Execution{T}.Feed"/>), as the state of a fold does. The
    /// plan may write such an output over its input, so a run may destroy the value of that input.
    /// </param>
    /// <exception cref="ArgumentException">An input is not a variable or is named twice, an output depends on a
    /// variable that is not an input, or two draws use one key.</exception>
    public static Plan<T> Make(IEnumerable<Expr> inputs, IEnumerable<Expr> outputs, PlanOptions? options = null,
        IEnumerable<(int Output, int Input)>? feeds = null)
    {
        ImmutableArray<Expr> variables = [.. inputs];
        foreach (var variable in variables)
        {
            if (variable.Op is not Variable)
            {
                throw new ArgumentException($"{variable} is not a variable; a plan's inputs are.", nameof(inputs));
            }
        }

        if (variables.Distinct().Count() != variables.Length)
        {
            throw new ArgumentException("A variable is an input twice.", nameof(inputs));
        }

        ImmutableArray<Expr> roots = [.. outputs];
        var order = Topology.InOrder(roots);
        RandomKeys.ExpectEachDrawnOnce(order);
        options ??= PlanOptions.Default;
        var rewriting = RewrittenGraph.Of<T>(roots, order, options.Rewrite, options.Stable);
        return new(GraphLowering<T>.Of(variables, rewriting.Roots), variables, rewriting, options, feeds ?? []);
    }

    /// <summary>The plan in new memory, ready to be given inputs.</summary>
    public Execution<T> NewExecution() => new(this);

    /// <summary>The rewrites that applied, the pipelines, one on a line, and the memory of an execution.</summary>
    public string Explain()
    {
        var text = new StringBuilder(Rewriting.Description);
        for (var i = 0; i < Pipelines.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i,4}  {Pipelines[i].Description}").AppendLine();
        }

        return text.Append(CultureInfo.InvariantCulture, $"      memory {Memory.Bytes:N0} bytes, "
            + $"{Memory.TemporaryBytes:N0} of them for intermediate values").AppendLine().ToString();
    }
}
