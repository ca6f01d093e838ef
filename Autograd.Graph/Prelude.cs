using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// What a script needs in scope: <c>using static Autograd.Graph.Prelude;</c> makes <c>Square(x0) + Square(x1)</c> an
/// expression.
/// </summary>
/// <remarks>Each function is the method of the same name on <see cref="Expr"/>.</remarks>
public static class Prelude
{
    /// <summary>A scalar input of a graph, with an identity of its own.</summary>
    public static Expr Variable(string name) => Variable(name, Shape.Scalar);

    /// <summary>A real input of a graph with the given shape, with an identity of its own.</summary>
    public static Expr Variable(string name, Shape shape) => Variable(name, new TensorType(shape));

    /// <summary>An input of a graph with the given type, with an identity of its own.</summary>
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
    public static Expr Literal(Key key) => Literal(Tensor.Vector(key.First, key.Second));

    /// <summary>
    /// Zeros of a shape: the number 0 broadcast, so equal ones are one node, and none is a parameter.
    /// </summary>
    /// <param name="shape">The shape.</param>
    public static Expr Zeros(Shape shape) => Literal(0).BroadcastTo(shape);

    /// <summary>Ones of a shape: the number 1 broadcast, so equal ones are one node, and none is a parameter.</summary>
    /// <param name="shape">The shape.</param>
    public static Expr Ones(Shape shape) => Literal(1).BroadcastTo(shape);

    /// <summary>x².</summary>
    public static Expr Square(Expr x) => x.Square();

    /// <summary>√x, for x &gt; 0.</summary>
    public static Expr Sqrt(Expr x) => x.Sqrt();

    /// <summary>xʸ.</summary>
    public static Expr Power(Expr x, Expr exponent) => x.Power(exponent);

    /// <summary>eˣ.</summary>
    public static Expr Exp(Expr x) => x.Exp();

    /// <summary>eˣ − 1, accurate near 0.</summary>
    public static Expr Expm1(Expr x) => x.Expm1();

    /// <summary>The natural logarithm, for x &gt; 0.</summary>
    public static Expr Log(Expr x) => x.Log();

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Expr Log1p(Expr x) => x.Log1p();

    /// <summary>The sine of x radians.</summary>
    public static Expr Sin(Expr x) => x.Sin();

    /// <summary>The cosine of x radians.</summary>
    public static Expr Cos(Expr x) => x.Cos();

    /// <summary>The hyperbolic tangent.</summary>
    public static Expr Tanh(Expr x) => x.Tanh();

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Expr Sigmoid(Expr x) => x.Sigmoid();

    /// <summary>max(x, 0).</summary>
    public static Expr Relu(Expr x) => x.Relu();

    /// <summary>log(1 + eˣ), without overflow.</summary>
    public static Expr Softplus(Expr x) => x.Softplus();

    /// <summary>|x|.</summary>
    public static Expr Abs(Expr x) => x.Abs();

    /// <summary>−1, 0 or 1.</summary>
    public static Expr Sign(Expr x) => x.Sign();

    /// <summary>The larger of two, element by element.</summary>
    public static Expr Maximum(Expr a, Expr b) => a.Maximum(b);

    /// <summary>The smaller of two, element by element.</summary>
    public static Expr Minimum(Expr a, Expr b) => a.Minimum(b);

    /// <summary>a where the mask is not 0, else b.</summary>
    public static Expr Where(Expr mask, Expr a, Expr b) => mask.Where(a, b);

    /// <summary>The sum along axes, or of all elements.</summary>
    public static Expr Sum(Expr x, params int[] axes) => x.Sum(axes);

    /// <summary>The mean along axes, or of all elements.</summary>
    public static Expr Mean(Expr x, params int[] axes) => x.Mean(axes);

    /// <summary>The matrix product.</summary>
    public static Expr Dot(Expr a, Expr b) => a.Dot(b);

    /// <summary>
    /// A function of one example as a function of a batch, along the outermost axis; what it captures is shared by all.
    /// </summary>
    /// <example><code>
    /// Vectorize(x => Loss(net, x).Gradient(net))(X)   // a gradient for each row of X, without a loop
    /// </code></example>
    public static Func<Expr, T> Vectorize<T>(Func<Expr, T> f)
        where T : IParameterRecord<T> => Vectorization.Vectorize(f);

    /// <summary>
    /// A function of two arguments of one example, such as an input and its label, as a function of two batches.
    /// </summary>
    public static Func<Expr, Expr, T> Vectorize<T>(Func<Expr, Expr, T> f)
        where T : IParameterRecord<T> => Vectorization.Vectorize(f);

    /// <summary>
    /// The same function, whose gradient computes its intermediate values again instead of keeping them.
    /// </summary>
    /// <example><code>
    /// var block = Checkpoint(x => x.Affine(hidden).Tanh());
    /// </code></example>
    public static Func<Expr, Expr> Checkpoint(Func<Expr, Expr> f) => Checkpointing.Checkpoint(f);
}
