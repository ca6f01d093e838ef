using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// An operation without a kernel of its own, such as a user's: computed by its definition. It allocates.
/// </summary>
internal sealed unsafe class ReferenceInstruction<T>(Expr node, ImmutableArray<int> sources, int target)
    : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{node.Op.Name} by its definition";

    public override ImmutableArray<int> Buffers => [.. sources, target];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost =>
        new(node.Shape.Size, (node.Inputs.Sum(input => (long)input.Shape.Size) + node.Shape.Size) * sizeof(T));

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var inputs = sources.Select((source, i) => Read(frame, source, node.Inputs[i].Type)).ToArray();
        node.Op.Evaluate<T, Real<T>>(node.Type, inputs).CopyTo<T>(frame.Address(target));
    }

    private static Tensor Read(Frame<T> frame, int source, TensorType type) => type.Kind switch
    {
        ElementKind.Real => Tensor.Of(type.Shape, new ReadOnlySpan<T>(frame.Address(source), type.Shape.Size)),
        ElementKind.Index => Tensor.Of(type.Shape, new ReadOnlySpan<int>(frame.IndexAddress(source), type.Shape.Size)),
        _ => Tensor.Of(type.Shape, new ReadOnlySpan<uint>(frame.IndexAddress(source), type.Shape.Size)),
    };
}
