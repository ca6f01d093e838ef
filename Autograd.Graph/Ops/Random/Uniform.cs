using System.Collections.Immutable;
using System.Numerics;

namespace Autograd.Graph
{
    public static partial class RandomFunctions
    {
        /// <summary>
        /// Numbers uniform in [0, 1), multiples of 2^-24. Use a key for one draw only: a graph with two is refused when
        /// it is compiled.
        /// </summary>
        /// <param name="key">A key, bits [2]; or several, [..., 2], for one tensor each.</param>
        /// <param name="shape">The shape of the result; behind the axes of the keys, if there are several.</param>
        public static Expr Uniform(this Expr key, Shape shape) => Expr.Apply(new Ops.Uniform(shape), key);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// For each key of the last axis a tensor of numbers uniform in [0, 1): from bits [..., 2] to [..., Each]. It has
    /// no derivative. The numbers are those of <see cref="Key.FillUniform(Span{float}, ulong)"/>, multiples of 2^-24,
    /// in every number system.
    /// </summary>
    /// <remarks>
    /// Each application is a draw of its own: two of one key are not merged but refused when a graph is compiled.
    /// </remarks>
    /// <param name="Each">The shape of what one key gives.</param>
    public sealed record Uniform(Shape Each) : Op
    {
        private const int Chunk = 256;

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        // What makes a draw this one and no other.
        private readonly object _draw = new();

        /// <inheritdoc/>
        public override string Parameters => $"{Each}";

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            RandomKeys.ExpectKeys(Name, inputs);
            return new(Shape.Of([.. inputs[0].Shape.Axes.AsSpan()[..^1], .. Each]));
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var words = ((Tensor<uint>)inputs[0]).Elements;
            var draws = new float[type.Shape.Size];
            for (var key = 0; key < words.Length / 2; key++)
            {
                new Key(words[2 * key], words[(2 * key) + 1]).FillUniform(draws.AsSpan(key * Each.Size, Each.Size));
            }

            return Tensor.Generate(type.Shape, i => TNumbers.FromReal(draws[i]));
        }

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => Expr.Apply(this, inputs[0]);

        /// <summary>Whether an operation is the same draw as this: this one, applied anywhere.</summary>
        internal bool IsSameDraw(Uniform other) => ReferenceEquals(_draw, other._draw);

        /// <summary>Writes the draws of a key from a place on.</summary>
        internal static void Fill<T>(Key key, Span<T> destination, ulong start)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Span<float> draws = stackalloc float[Chunk];
            for (var done = 0; done < destination.Length; done += Chunk)
            {
                var part = destination[done..Math.Min(done + Chunk, destination.Length)];
                key.FillUniform(draws[..part.Length], start + (ulong)done);
                for (var i = 0; i < part.Length; i++) part[i] = T.CreateTruncating(draws[i]);
            }
        }
    }
}
