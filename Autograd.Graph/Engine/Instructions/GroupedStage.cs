using System.Collections.Immutable;
using System.Numerics;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>A stage with several of its rows as one, so that it can go with stages of larger rows.</summary>
/// <param name="stage">The stage.</param>
/// <param name="size">How many of its rows make one.</param>
internal sealed class GroupedStage<T>(RowStage<T> stage, int size) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => stage.Description;

    public override ImmutableArray<int> Sources => stage.Sources;

    public override ImmutableArray<int> Targets => stage.Targets;

    public override ImmutableArray<(int Target, int Source)> InPlace => stage.InPlace;

    public override PlanCost Cost => stage.Cost;

    public override double Nanoseconds => stage.Nanoseconds;

    public override int Rows => stage.Rows / size;

    public override int ScratchElements => stage.ScratchElements;

    public override bool ReadsByRow(int source) => stage.ReadsByRow(source);

    public override void Run(Frame<T> frame, int worker, int start, int end) =>
        stage.Run(frame, worker, start * size, end * size);
}
