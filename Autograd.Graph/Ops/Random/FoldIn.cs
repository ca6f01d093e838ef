using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class RandomFunctions
    {
        /// <summary>The key derived from a key for a number, as <see cref="Key.FoldIn(int)"/>.</summary>
        /// <param name="key">A key, bits [2]; or several, [..., 2].</param>
        /// <param name="data">The number.</param>
        public static Expr FoldIn(this Expr key, int data) => Expr.Apply(new Ops.FoldIn((uint)data), key);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// For each key of the last axis the key that <see cref="Key.FoldIn(uint)"/> derives: from bits [..., 2] to bits
    /// [..., 2]. It has no derivative.
    /// </summary>
    /// <param name="Data">The number that is folded in.</param>
    public sealed record FoldIn(uint Data) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Data}";

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            RandomKeys.ExpectKeys(Name, inputs);
            return inputs[0].Type;
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var words = ((Tensor<uint>)inputs[0]).Elements;
            return Tensor.Generate(type.Shape,
                i => new Key(words[i & ~1], words[i | 1]).FoldIn(Data) is var key && (i & 1) == 0 ? key.First
                    : key.Second);
        }

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => Expr.Apply(this, inputs[0]);
    }
}
