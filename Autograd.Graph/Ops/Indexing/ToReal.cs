using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class IndexingFunctions
    {
        /// <summary>Indices as real numbers.</summary>
        /// <param name="indices">The indices.</param>
        public static Expr ToReal(this Expr indices) => Expr.Apply(new Ops.ToReal(), indices);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>Indices as real numbers. It has no derivative.</summary>
    public sealed record ToReal : Op
    {
        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            Indexing.ExpectIndices(Name, inputs, 0);
            return new(inputs[0].Shape);
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var indices = ((Tensor<int>)inputs[0]).Elements;
            return Tensor.Generate(type.Shape, i => TNumbers.FromReal(indices[i]));
        }

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => inputs[0].ToReal();
    }
}
