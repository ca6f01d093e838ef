using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>Rows of zeros with a 1 at each index.</summary>
internal sealed unsafe class OneHotStage<T>(int indices, int target, int count, OneHot op) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"one-hot of {count} indices below {op.Classes}";

    public override ImmutableArray<int> Sources => [indices];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(0, (count * (long)sizeof(int)) + ((long)count * op.Classes * sizeof(T)));

    public override int Rows => count;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var classes = op.Classes;
        var x = workspace.IndexAddress(indices);
        var y = workspace.Address(target);
        new Span<T>(y + ((nint)start * classes), (end - start) * classes).Clear();
        for (nint i = start; i < end; i++)
        {
            op.CheckLabel(x[i], (int)i);
            y[(i * classes) + x[i]] = T.One;
        }
    }
}

/// <summary>Indices as real numbers.</summary>
internal sealed unsafe class ToRealStage<T>(int source, int target, int count) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{count} indices as reals";

    public override ImmutableArray<int> Sources => [source];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(0, (long)count * (sizeof(int) + sizeof(T)));

    public override int Rows => count;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var x = workspace.IndexAddress(source);
        var y = workspace.Address(target);
        for (var i = start; i < end; i++) y[i] = T.CreateTruncating(x[i]);
    }
}

/// <summary>The index of the largest of each run of elements, the first of equals.</summary>
internal sealed unsafe class ArgMaxStage<T>(int source, int target, int outer, int length, int inner) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"index of the largest of {length}, {outer * inner} times";

    public override ImmutableArray<int> Sources => [source];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(
        (long)outer * length * inner, ((long)outer * length * inner * sizeof(T)) + ((long)outer * inner * sizeof(int)));

    public override int Rows => outer;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var x = workspace.Address(source);
        var y = workspace.IndexAddress(target);
        for (nint row = start; row < end; row++)
        {
            for (nint column = 0; column < inner; column++)
            {
                y[(row * inner) + column] = Best(x + (row * length * inner) + column);
            }
        }
    }

    private int Best(T* first)
    {
        var best = 0;
        for (var k = 1; k < length; k++)
        {
            var (value, largest) = (first[(nint)k * inner], first[(nint)best * inner]);
            if (value > largest || (T.IsNaN(value) && !T.IsNaN(largest))) best = k;
        }

        return best;
    }
}
