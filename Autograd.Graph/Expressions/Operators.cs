namespace Autograd.Graph;

/// <content>Numbers and tensors where expressions are expected. Each operator stands in the file of its op.</content>
public sealed partial class Expr
{
    /// <summary>
    /// A number as an expression. Equal numbers are one node, so it is no parameter: see
    /// <see cref="Prelude.Parameter(double)"/>.
    /// </summary>
    /// <param name="value">The number.</param>
    public static implicit operator Expr(double value) => Prelude.Literal(value);

    /// <summary>A tensor as an expression, with an identity of its own, also a scalar one.</summary>
    /// <param name="value">The tensor.</param>
    public static implicit operator Expr(Tensor value) => Prelude.Literal(value);
}
