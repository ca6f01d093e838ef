namespace Autograd.Graph;

/// <summary>
/// Functions and operators of expressions, over whole records: leaf by leaf, and one expression with every leaf.
/// </summary>
/// <remarks>
/// As a small array broadcasts over a larger one, an expression broadcasts over a record. Records must have the same
/// structure.
/// </remarks>
/// <example><code>
/// TwoLayerNet next = net - 0.1 * gradient;
/// Func&lt;Expr, Expr, Expr&gt; descend = (p, dp) => p - 0.1 * dp;
/// next = descend.Over(net, gradient);
/// </code></example>
public static class RecordArithmetic
{
    extension<T>(T)
        where T : IParameterRecord<T>
    {
        /// <summary>Each leaf negated.</summary>
        public static T operator -(T record) => record.Map((Expr x) => -x);

        /// <summary>The sums of leaves.</summary>
        public static T operator +(T a, T b) => a.Zip(b, (x, y) => x + y);

        /// <summary>The differences of leaves.</summary>
        public static T operator -(T a, T b) => a.Zip(b, (x, y) => x - y);

        /// <summary>The products of leaves, element by element.</summary>
        public static T operator *(T a, T b) => a.Zip(b, (x, y) => x * y);

        /// <summary>The quotients of leaves, element by element.</summary>
        public static T operator /(T a, T b) => a.Zip(b, (x, y) => x / y);

        /// <summary>A number or expression added to each leaf.</summary>
        public static T operator +(T a, Expr b) => a.Map((Expr x) => x + b);

        /// <summary>A number or expression added to each leaf.</summary>
        public static T operator +(Expr a, T b) => b.Map((Expr x) => a + x);

        /// <summary>A number or expression subtracted from each leaf.</summary>
        public static T operator -(T a, Expr b) => a.Map((Expr x) => x - b);

        /// <summary>Each leaf subtracted from a number or expression.</summary>
        public static T operator -(Expr a, T b) => b.Map((Expr x) => a - x);

        /// <summary>Each leaf times a number or expression.</summary>
        public static T operator *(T a, Expr b) => a.Map((Expr x) => x * b);

        /// <summary>A number or expression times each leaf.</summary>
        public static T operator *(Expr a, T b) => b.Map((Expr x) => a * x);

        /// <summary>Each leaf divided by a number or expression.</summary>
        public static T operator /(T a, Expr b) => a.Map((Expr x) => x / b);

        /// <summary>A number or expression divided by each leaf.</summary>
        public static T operator /(Expr a, T b) => b.Map((Expr x) => a / x);
    }

    /// <summary>A function of each leaf.</summary>
    public static T Over<T>(this Func<Expr, Expr> f, T record)
        where T : IParameterRecord<T> => record.Map(f);

    /// <summary>A function of the leaves of two records at the same place.</summary>
    public static T Over<T>(this Func<Expr, Expr, Expr> f, T first, T second)
        where T : IParameterRecord<T> => first.Zip(second, f);

    /// <summary>A function of each leaf and one expression.</summary>
    public static T Over<T>(this Func<Expr, Expr, Expr> f, T first, Expr second)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        return first.Map((Expr x) => f(x, second));
    }

    /// <summary>A function of one expression and each leaf.</summary>
    public static T Over<T>(this Func<Expr, Expr, Expr> f, Expr first, T second)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        return second.Map((Expr y) => f(first, y));
    }

    /// <summary>A function of the leaves of three records at the same place.</summary>
    public static T Over<T>(this Func<Expr, Expr, Expr, Expr> f, T first, T second, T third)
        where T : IParameterRecord<T> => first.Zip(second, third, f);
}
