namespace Autograd.Graph;

/// <content>
/// The same with a number on one side. C# converts a number by itself; F# and other languages look for a member that
/// takes it.
/// </content>
public sealed partial class Expr
{
    /// <summary>a + b.</summary>
    public static Expr operator +(double a, Expr b) => (Expr)a + b;

    /// <summary>a + b.</summary>
    public static Expr operator +(Expr a, double b) => a + (Expr)b;

    /// <summary>a − b.</summary>
    public static Expr operator -(double a, Expr b) => (Expr)a - b;

    /// <summary>a − b.</summary>
    public static Expr operator -(Expr a, double b) => a - (Expr)b;

    /// <summary>a · b, element by element.</summary>
    public static Expr operator *(double a, Expr b) => (Expr)a * b;

    /// <summary>a · b, element by element.</summary>
    public static Expr operator *(Expr a, double b) => a * (Expr)b;

    /// <summary>a / b.</summary>
    public static Expr operator /(double a, Expr b) => (Expr)a / b;

    /// <summary>a / b.</summary>
    public static Expr operator /(Expr a, double b) => a / (Expr)b;

    /// <summary>1 where a &gt; b, else 0.</summary>
    public static Expr operator >(double a, Expr b) => (Expr)a > b;

    /// <summary>1 where a &gt; b, else 0.</summary>
    public static Expr operator >(Expr a, double b) => a > (Expr)b;

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Expr operator <(double a, Expr b) => (Expr)a < b;

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Expr operator <(Expr a, double b) => a < (Expr)b;

    /// <summary>1 where a ≥ b, else 0.</summary>
    public static Expr operator >=(double a, Expr b) => (Expr)a >= b;

    /// <summary>1 where a ≥ b, else 0.</summary>
    public static Expr operator >=(Expr a, double b) => a >= (Expr)b;

    /// <summary>1 where a ≤ b, else 0.</summary>
    public static Expr operator <=(double a, Expr b) => (Expr)a <= b;

    /// <summary>1 where a ≤ b, else 0.</summary>
    public static Expr operator <=(Expr a, double b) => a <= (Expr)b;
}
