using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine;

/// <summary>A graph made ready to run many times: rewritten, scheduled, fused, its memory placed.</summary>
/// <remarks>
/// This type is immutable and may be shared; each caller runs it in a <see cref="Frame{T}"/> of its own. Results have
/// the bits of the reference interpreter over the same numbers, whatever the threads, tiles and vector widths.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Plan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBlock _constants;
    private readonly ImmutableArray<long> _constantOffsets;

    private Plan(Lowering<T> lowering, ImmutableArray<Expr> inputs, Rewriting.Rewriting rewriting, PlanOptions options,
        IEnumerable<(int Output, int Input)> feeds)
    {
        (Rewriting, Options) = (rewriting, options);
        Buffers = [.. lowering.Buffers];
        Instructions = [.. lowering.Instructions];
        (InputBuffers, OutputBuffers) = (lowering.InputBuffers, lowering.OutputBuffers);
        var used = Instructions.SelectMany(instruction => instruction.Buffers).ToHashSet();
        InputNames = [.. inputs.Select(input => input.Op.Name)];
        Reads = [.. inputs.Select((input, i) => input.Shape.Size > 0 && used.Contains(InputBuffers[i]))];
        var fed = feeds.Select(feed => (OutputBuffers[feed.Output], InputBuffers[feed.Input])).ToHashSet();
        Memory = MemoryPlan.Place(Buffers,
            [.. Instructions.Select(instruction => new MemoryStep(instruction.Buffers, instruction.InPlace))], fed);
        var offsets = new long[Buffers.Length];
        long bytes = 0;
        foreach (var (buffer, _) in lowering.Constants)
        {
            offsets[buffer] = bytes;
            bytes += PinnedBlock.Padded(Buffers[buffer].Bytes);
        }

        (_constants, _constantOffsets) = (new PinnedBlock(bytes), [.. offsets]);
        foreach (var (buffer, value) in lowering.Constants)
        {
            value.In<T, Numerics.Real<T>>().CopyTo<T>((void*)ConstantAddress(buffer));
        }
    }

    /// <summary>How the plan runs.</summary>
    public PlanOptions Options { get; }

    /// <summary>What one run takes.</summary>
    public PlanCost Cost => Instructions.Aggregate(new PlanCost(0, 0, FrameBytes + (ScratchBytes * Options.Threads)
        + _constants.Length), (sum, instruction) => sum + instruction.Cost);

    /// <summary>The memory of one frame, inputs and outputs included, scratch of the threads aside.</summary>
    public long FrameBytes => Memory.Bytes;

    /// <summary>The scratch of one thread.</summary>
    internal long ScratchBytes => PinnedBlock.Padded(
        (long)Instructions.Select(instruction => instruction.ScratchElements).DefaultIfEmpty().Max() * sizeof(T));

    internal Rewriting.Rewriting Rewriting { get; }

    internal ImmutableArray<BufferSpec> Buffers { get; }

    internal ImmutableArray<Instruction<T>> Instructions { get; }

    internal ImmutableArray<int> InputBuffers { get; }

    internal ImmutableArray<int> OutputBuffers { get; }

    internal ImmutableArray<string> InputNames { get; }

    /// <summary>For each input whether a run reads elements of it.</summary>
    internal ImmutableArray<bool> Reads { get; }

    internal MemoryPlan Memory { get; }

    /// <summary>Makes a plan that computes outputs from inputs.</summary>
    /// <param name="inputs">Variables, in the order in which values are given.</param>
    /// <param name="outputs">Any expressions of them, in the order in which values are taken.</param>
    /// <param name="options">How the plan runs.</param>
    /// <param name="feeds">
    /// Outputs that will be fed back to inputs after each run (<see cref="Frame{T}.Feed"/>), as the state of a fold is:
    /// the plan may then write such an output where its input lay, so that a run may lose the value of that input.
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
        var rewriting = Engine.Rewriting.Rewriting.Of<T>(roots, order, options);
        return new(Lowering<T>.Of(variables, rewriting.Roots), variables, rewriting, options, feeds ?? []);
    }

    /// <summary>Memory to run the plan in.</summary>
    public Frame<T> NewFrame() => new(this);

    /// <summary>What was rewritten, what the plan does, one instruction a line, and the memory it needs.</summary>
    public string Explain()
    {
        var text = new StringBuilder(Rewriting.Description);
        for (var i = 0; i < Instructions.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i,4}  {Instructions[i].Description}").AppendLine();
        }

        return text.Append(CultureInfo.InvariantCulture, $"      frame {Memory.Bytes:N0} bytes, of which "
            + $"{Memory.TemporaryBytes:N0} are reused by intermediate values").AppendLine().ToString();
    }

    internal nint ConstantAddress(int buffer) => (nint)(_constants.Start + _constantOffsets[buffer]);
}
