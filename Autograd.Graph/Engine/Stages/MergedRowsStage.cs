using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>A stage with several of its rows as one, so that it can join stages of larger rows.</summary>
/// <param name="stage">The stage.</param>
/// <param name="size">The number of its rows that make one.</param>
internal sealed class MergedRowsStage<T>(Stage<T> stage, int size) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => stage.Description;

    public override ImmutableArray<int> Sources => stage.Sources;

    public override ImmutableArray<int> Targets => stage.Targets;

    public override ImmutableArray<(int Target, int Source)> InPlace => stage.InPlace;

    public override StageCost Cost => stage.Cost;

    public override double Nanoseconds => stage.Nanoseconds;

    public override int Rows => stage.Rows / size;

    public override int ScratchElements => stage.ScratchElements;

    public override bool ReadsByRow(int source) => stage.ReadsByRow(source);

    public override void Run(Workspace<T> workspace, int worker, int start, int end) =>
        stage.Run(workspace, worker, start * size, end * size);
}
