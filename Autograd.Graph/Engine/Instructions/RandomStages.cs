using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// Uniform draws from keys. What is written at a place depends on the key and the place only, so that any rows can be
/// made alone.
/// </summary>
/// <param name="keys">The buffer of the keys.</param>
/// <param name="target">The buffer of the draws.</param>
/// <param name="count">How many keys.</param>
/// <param name="rows">Rows of what one key gives.</param>
/// <param name="length">Numbers in a row.</param>
internal sealed unsafe class UniformStage<T>(int keys, int target, int count, int rows, int length) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Twenty rounds for two numbers, where an elementwise op has one step: a rough guess, which only decides how work
    // is shared.
    private const int EffortOfDraw = 8;

    public override string Description => $"{(long)rows * length} uniform draws from each of {count} keys";

    public override ImmutableArray<int> Sources => [keys];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost => new(0, (long)count * rows * length * sizeof(T));

    public override double Nanoseconds => CostModel.OfElements(Cost) * EffortOfDraw;

    public override int Rows => count * rows;

    public override bool ReadsByRow(int source) => rows == 1;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var words = (uint*)frame.IndexAddress(keys);
        var y = frame.Address(target);
        for (var row = start; row < end;)
        {
            var (key, first) = (row / rows, row % rows);
            var taken = Math.Min(rows - first, end - row);
            Uniform.Fill(new Key(words[2 * key], words[(2 * key) + 1]),
                new Span<T>(y + ((nint)row * length), taken * length), (ulong)first * (ulong)length);
            row += taken;
        }
    }
}

/// <summary>Keys derived from keys.</summary>
internal sealed unsafe class FoldInStage<T>(int keys, int target, int count, uint data) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{count} keys with {data} folded in";

    public override ImmutableArray<int> Sources => [keys];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost => new(0, (long)count * 4 * sizeof(uint));

    public override int Rows => count;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var x = (uint*)frame.IndexAddress(keys);
        var y = (uint*)frame.IndexAddress(target);
        for (var i = start; i < end; i++)
        {
            var derived = new Key(x[2 * i], x[(2 * i) + 1]).FoldIn(data);
            (y[2 * i], y[(2 * i) + 1]) = (derived.First, derived.Second);
        }
    }
}
