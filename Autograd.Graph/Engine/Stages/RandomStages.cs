using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Uniform draws from keys. Each number depends only on its key and its index, so any rows can be drawn alone.
/// </summary>
/// <param name="keys">The buffer of the keys.</param>
/// <param name="target">The buffer of the draws.</param>
/// <param name="count">The number of keys.</param>
/// <param name="rows">The rows of the draws of one key.</param>
/// <param name="length">The numbers of a row.</param>
internal sealed unsafe class UniformStage<T>(int keys, int target, int count, int rows, int length) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Two numbers take twenty rounds where an elementwise op has one step. A rough guess, which decides only how work
    // is shared.
    private const int CostOfDraw = 8;

    public override string Description => $"{(long)rows * length} uniform draws from each of {count} keys";

    public override ImmutableArray<int> Sources => [keys];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(0, (long)count * rows * length * sizeof(T));

    public override double Nanoseconds => CostModel.OfElements(Cost) * CostOfDraw;

    public override int Rows => count * rows;

    public override bool ReadsByRow(int source) => rows == 1;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var words = (uint*)workspace.IndexAddress(keys);
        var y = workspace.Address(target);
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
internal sealed unsafe class FoldInStage<T>(int keys, int target, int count, uint data) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{count} keys with {data} folded in";

    public override ImmutableArray<int> Sources => [keys];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(0, (long)count * 4 * sizeof(uint));

    public override int Rows => count;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var x = (uint*)workspace.IndexAddress(keys);
        var y = (uint*)workspace.IndexAddress(target);
        for (var i = start; i < end; i++)
        {
            var derived = new Key(x[2 * i], x[(2 * i) + 1]).FoldIn(data);
            (y[2 * i], y[(2 * i) + 1]) = (derived.First, derived.Second);
        }
    }
}
