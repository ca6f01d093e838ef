using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Engine.Stages;

/// <summary>An operation without a kernel, such as a user's: computed by its definition. It allocates.</summary>
internal sealed unsafe class ReferenceStage<T>(Expr node, ImmutableArray<int> sources, int target)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{node.Op.Name} by its definition";

    public override ImmutableArray<int> Sources => sources;

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost =>
        new(node.Shape.Size, (node.Inputs.Sum(input => (long)input.Shape.Size) + node.Shape.Size) * sizeof(T));

    public override int Rows => 1;

    public override int? RowsPerPart => 1;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var inputs = sources.Select((source, i) => Read(workspace, source, node.Inputs[i].Type)).ToArray();
        node.Op.Evaluate<T, Real<T>>(node.Type, inputs).CopyTo<T>(workspace.Address(target));
    }

    private static Tensor Read(Workspace<T> workspace, int source, TensorType type) => type.Kind switch
    {
        ElementKind.Real => Tensor.Of(type.Shape, new ReadOnlySpan<T>(workspace.Address(source), type.Shape.Size)),
        ElementKind.Index =>
            Tensor.Of(type.Shape, new ReadOnlySpan<int>(workspace.IndexAddress(source), type.Shape.Size)),
        _ => Tensor.Of(type.Shape, new ReadOnlySpan<uint>(workspace.IndexAddress(source), type.Shape.Size)),
    };
}
