using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class IndexingFunctions
    {
        /// <summary>Rows of zeros with a 1 at each index: labels [n] give [n, classes].</summary>
        /// <param name="indices">The labels, from 0.</param>
        /// <param name="classes">The length of a row.</param>
        public static Expr OneHot(this Expr indices, int classes) => Expr.Apply(new Ops.OneHot(classes), indices);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// For each index a row of zeros with a 1 at the index: from [n] to [n, Classes]. It has no derivative.
    /// </summary>
    /// <param name="Classes">The length of a row.</param>
    public sealed record OneHot(int Classes) : Op
    {
        /// <inheritdoc/>
        public override bool IsMask => true;

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <summary>
        /// The loss or the other function whose labels these are, for its message about a wrong one; null for none.
        /// </summary>
        public string? Caller { get; init; }

        /// <inheritdoc/>
        public override string Parameters => $"{Classes}";

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            Indexing.ExpectIndices(Name, inputs, 0);
            if (Classes < 0 || (Classes == 0 && inputs[0].Shape.Size > 0))
            {
                throw ShapeException.For(Name, inputs, $"rows of {Classes} classes have no place for an index",
                    "give the number of classes, 1 or more");
            }

            return new(Shape.Of([.. inputs[0].Shape, Classes]));
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentOutOfRangeException">An index is not below the number of classes.</exception>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var indices = ((Tensor<int>)inputs[0]).Elements;
            for (var i = 0; i < indices.Length; i++) CheckLabel(indices[i], i);
            return Tensor.Generate(type.Shape, i => TNumbers.FromReal(indices[i / Classes] == i % Classes ? 1 : 0));
        }

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => Expr.Apply(this, inputs[0]);

        /// <summary>Throws unless an index is one of the classes.</summary>
        internal void CheckLabel(int index, int position)
        {
            if ((uint)index >= (uint)Classes) Refuse(index, position);
        }

        private void Refuse(int index, int position) => throw new ArgumentOutOfRangeException(
            nameof(index),
            $"{Caller ?? Name}: the {(Caller is null ? "index" : "label")} {index} is not one of 0 to {Classes - 1}, at "
                + $"position {position}; "
            + $"there are {Classes} classes{(index == Classes ? ", and the first is 0" : "")}.");
    }
}
