using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// What a script needs in scope: <c>using static Autograd.Graph.Prelude;</c> makes <c>Square(x0) + Square(x1)</c> an
/// expression.
/// </summary>
/// <remarks>
/// Here stand variables, literals and transforms; the functions of expressions, such as <c>Square(x)</c> for
/// <c>x.Square()</c>, are generated from the methods marked <see cref="InPreludeAttribute"/>.
/// </remarks>
public static partial class Prelude
{
    /// <summary>A scalar input of a graph, with an identity of its own.</summary>
    /// <param name="name">Its name in texts and errors.</param>
    public static Expr Variable(string name) => Variable(name, Shape.Scalar);

    /// <summary>A real input of a graph with the given shape, with an identity of its own.</summary>
    /// <param name="name">Its name in texts and errors.</param>
    /// <param name="shape">Its shape.</param>
    public static Expr Variable(string name, Shape shape) => Variable(name, new TensorType(shape));

    /// <summary>An input of a graph with the given type, with an identity of its own.</summary>
    /// <param name="name">Its name in texts and errors.</param>
    /// <param name="type">Its shape and the kind of its elements.</param>
    public static Expr Variable(string name, TensorType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Expr.Apply(new Variable(name, type));
    }

    /// <summary>
    /// A number in a graph. Equal numbers are one node, so a derivative with respect to one is refused: see
    /// <see cref="Parameter(double)"/>.
    /// </summary>
    /// <param name="value">The number.</param>
    public static Expr Literal(double value) => Expr.Apply(new Literal(value));

    /// <summary>A tensor in a graph, with an identity of its own, also a scalar one.</summary>
    /// <param name="value">The tensor.</param>
    public static Expr Literal(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Expr.Apply(new Literal(value));
    }

    /// <summary>A number with an identity of its own: a parameter that one can differentiate with respect to.</summary>
    /// <param name="value">The number.</param>
    /// <example><code>
    /// var a = Parameter(2.0);
    /// (2 * a * x).Sum().Gradient(a)   // the 2 is a number, a is not
    /// </code></example>
    public static Expr Parameter(double value) => Literal(Tensor.Of(Shape.Scalar, value));

    /// <summary>A tensor with an identity of its own: a parameter. The same as <see cref="Literal(Tensor)"/>.</summary>
    /// <param name="value">The tensor.</param>
    /// <example><code>
    /// var bias = Parameter(Tensor.Full([3], 0.0));   // not Zeros([3]), which is one node with every other Zeros([3])
    /// </code></example>
    public static Expr Parameter(Tensor value) => Literal(value);

    /// <summary>A key in a graph: bits [2].</summary>
    /// <param name="key">The key.</param>
    public static Expr Literal(Key key) => Literal(Tensor.Vector(key.First, key.Second));

    /// <summary>
    /// Zeros of a shape: the number 0 broadcast, so equal ones are one node, and none is a parameter.
    /// </summary>
    /// <param name="shape">The shape.</param>
    public static Expr Zeros(Shape shape) => Literal(0).BroadcastTo(shape);

    /// <summary>Ones of a shape: the number 1 broadcast, so equal ones are one node, and none is a parameter.</summary>
    /// <param name="shape">The shape.</param>
    public static Expr Ones(Shape shape) => Literal(1).BroadcastTo(shape);

    /// <summary>
    /// A function of one example as a function of a batch, along the outermost axis; what it captures is shared by all.
    /// </summary>
    /// <param name="f">The function of one example.</param>
    /// <typeparam name="T">What it gives: an expression or a record of them.</typeparam>
    /// <example><code>
    /// Vectorize(x => Loss(net, x).Gradient(net))(X)   // a gradient for each row of X, without a loop
    /// </code></example>
    public static Func<Expr, T> Vectorize<T>(Func<Expr, T> f)
        where T : IParameterRecord<T> => Vectorization.Vectorize(f);

    /// <summary>
    /// A function of two arguments of one example, such as an input and its label, as a function of two batches.
    /// </summary>
    /// <param name="f">The function of one example.</param>
    /// <typeparam name="T">What it gives: an expression or a record of them.</typeparam>
    public static Func<Expr, Expr, T> Vectorize<T>(Func<Expr, Expr, T> f)
        where T : IParameterRecord<T> => Vectorization.Vectorize(f);

    /// <summary>
    /// The same function, whose gradient computes its intermediate values again instead of keeping them.
    /// </summary>
    /// <param name="f">The function.</param>
    /// <example><code>
    /// var block = Checkpoint(x => x.Affine(hidden).Tanh());
    /// </code></example>
    public static Func<Expr, Expr> Checkpoint(Func<Expr, Expr> f) => Checkpointing.Checkpoint(f);
}
