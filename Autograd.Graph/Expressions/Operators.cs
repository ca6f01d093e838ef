using System.Diagnostics.CodeAnalysis;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Arithmetic in C#'s own signs. Inputs broadcast as NumPy's.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "The functions of Elementwise.cs are the named twins.")]
public sealed partial class Expr
{
    /// <summary>a + b.</summary>
    public static Expr operator +(Expr a, Expr b) => Apply(new Add(), a, b);

    /// <summary>a − b.</summary>
    public static Expr operator -(Expr a, Expr b) => Apply(new Subtract(), a, b);

    /// <summary>a · b, element by element; the matrix product is <see cref="ContractionFunctions.Dot"/>.</summary>
    public static Expr operator *(Expr a, Expr b) => Apply(new Multiply(), a, b);

    /// <summary>a / b.</summary>
    public static Expr operator /(Expr a, Expr b) => Apply(new Divide(), a, b);

    /// <summary>−a.</summary>
    public static Expr operator -(Expr a) => Apply(new Negate(), a);

    /// <summary>1 where a &gt; b, else 0.</summary>
    public static Expr operator >(Expr a, Expr b) => Apply(new Greater(), a, b);

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Expr operator <(Expr a, Expr b) => Apply(new Greater(), b, a);

    /// <summary>1 where a ≥ b, else 0.</summary>
    public static Expr operator >=(Expr a, Expr b) => Apply(new GreaterOrEqual(), a, b);

    /// <summary>1 where a ≤ b, else 0.</summary>
    public static Expr operator <=(Expr a, Expr b) => Apply(new GreaterOrEqual(), b, a);

    /// <summary>
    /// A number as an expression. Equal numbers are one node, so it is no parameter: see
    /// <see cref="Prelude.Parameter(double)"/>.
    /// </summary>
    public static implicit operator Expr(double value) => Prelude.Literal(value);

    /// <summary>A tensor as an expression, with an identity of its own, also a scalar one.</summary>
    public static implicit operator Expr(Tensor value) => Prelude.Literal(value);
}
