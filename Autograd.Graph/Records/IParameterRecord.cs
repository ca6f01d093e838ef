namespace Autograd.Graph;

/// <summary>
/// A parameter record of whatever type, for code that learns the type only as it runs, as that of a tuple's parts.
/// </summary>
/// <remarks>Implement <see cref="IParameterRecord{TSelf}"/>, which implements this.</remarks>
public interface IParameterRecord
{
    /// <summary>The record with each leaf replaced.</summary>
    internal IParameterRecord MapLeaves(Func<Leaf, Expr> f);

    /// <summary>The record made of the leaves of this and of another record of the same type, place by place.</summary>
    internal IParameterRecord ZipLeaves(IParameterRecord other, Func<Leaf, Expr, Expr> f);

    /// <summary>Shows each leaf to an action, in the order of their declaration.</summary>
    internal void VisitLeaves(Action<Leaf> action);
}

/// <summary>
/// A record whose leaves are expressions: a model, its gradient, an optimizer's state. Its shape is its type.
/// </summary>
/// <remarks>Written by the source generator for each record marked <see cref="ParameterRecordAttribute"/>.</remarks>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IParameterRecord<TSelf> : IParameterRecord
    where TSelf : IParameterRecord<TSelf>
{
    /// <summary>
    /// The record with each leaf replaced; <paramref name="f"/> sees the leaves in the order of their declaration.
    /// </summary>
    TSelf Map(Func<Leaf, Expr> f);

    /// <summary>
    /// The record made of each leaf of this and the leaf of <paramref name="other"/> at the same place.
    /// </summary>
    /// <exception cref="ArgumentException">The two differ in the length of an array, in what is absent, or in a static
    /// field.</exception>
    TSelf Zip(TSelf other, Func<Leaf, Expr, Expr> f);

    /// <summary>All leaves joined into one value, in the order of their declaration.</summary>
    TState Fold<TState>(TState seed, Func<TState, Leaf, TState> f);

    IParameterRecord IParameterRecord.MapLeaves(Func<Leaf, Expr> f) => Map(f);

    IParameterRecord IParameterRecord.ZipLeaves(IParameterRecord other, Func<Leaf, Expr, Expr> f) =>
        Zip((TSelf)other, f);

    void IParameterRecord.VisitLeaves(Action<Leaf> action) => Fold(action, (visit, leaf) =>
    {
        visit(leaf);
        return visit;
    });
}

/// <summary>A leaf of a parameter record.</summary>
/// <param name="Path">Where it is, e.g. <c>Hidden.Weight</c> or <c>Layers[0].Bias</c>; empty for an expression
/// itself.</param>
/// <param name="Value">The expression there.</param>
public readonly record struct Leaf(string Path, Expr Value)
{
    /// <summary>This leaf as one of a field that holds its record.</summary>
    public Leaf Under(string field) =>
        this with { Path = Path.Length == 0 ? field : Path[0] == '[' ? field + Path : $"{field}.{Path}" };
}
