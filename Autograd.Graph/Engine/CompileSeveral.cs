using Autograd.Graph.Engine;

namespace Autograd.Graph;

/// <content>Functions of several arguments, which are compiled as functions of one tuple.</content>
public static partial class Compile<T>
{
    /// <summary>A function of two arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, TOutput> Function<T1, T2, TOutput>(
        Func<T1, T2, TOutput> f, PlanOptions? options = null)
    {
        var compiled = Several<(T1, T2), TOutput>(f, x => f(x.Item1, x.Item2), options);
        return (a, b) => compiled.Invoke((a, b));
    }

    /// <summary>A function of three arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, T3, TOutput> Function<T1, T2, T3, TOutput>(
        Func<T1, T2, T3, TOutput> f, PlanOptions? options = null)
    {
        var compiled = Several<(T1, T2, T3), TOutput>(f, x => f(x.Item1, x.Item2, x.Item3), options);
        return (a, b, c) => compiled.Invoke((a, b, c));
    }

    /// <summary>A function of four arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, T3, T4, TOutput> Function<T1, T2, T3, T4, TOutput>(
        Func<T1, T2, T3, T4, TOutput> f, PlanOptions? options = null)
    {
        var compiled = Several<(T1, T2, T3, T4), TOutput>(f, x => f(x.Item1, x.Item2, x.Item3, x.Item4), options);
        return (a, b, c, d) => compiled.Invoke((a, b, c, d));
    }

    /// <summary>A function of five arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, T3, T4, T5, TOutput> Function<T1, T2, T3, T4, T5, TOutput>(
        Func<T1, T2, T3, T4, T5, TOutput> f, PlanOptions? options = null)
    {
        var compiled =
            Several<(T1, T2, T3, T4, T5), TOutput>(f, x => f(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5), options);
        return (a, b, c, d, e) => compiled.Invoke((a, b, c, d, e));
    }

    /// <summary>A function of six arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, T3, T4, T5, T6, TOutput> Function<T1, T2, T3, T4, T5, T6, TOutput>(
        Func<T1, T2, T3, T4, T5, T6, TOutput> f, PlanOptions? options = null)
    {
        var compiled = Several<(T1, T2, T3, T4, T5, T6), TOutput>(
            f, x => f(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5, x.Item6), options);
        return (a, b, c, d, e, f) => compiled.Invoke((a, b, c, d, e, f));
    }

    /// <summary>A function of seven arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, T3, T4, T5, T6, T7, TOutput> Function<T1, T2, T3, T4, T5, T6, T7, TOutput>(
        Func<T1, T2, T3, T4, T5, T6, T7, TOutput> f, PlanOptions? options = null)
    {
        var compiled = Several<(T1, T2, T3, T4, T5, T6, T7), TOutput>(
            f, x => f(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5, x.Item6, x.Item7), options);
        return (a, b, c, d, e, f, g) => compiled.Invoke((a, b, c, d, e, f, g));
    }

    /// <summary>A function of eight arguments, traced once for each set of shapes.</summary>
    /// <inheritdoc cref="Function{TInput, TOutput}(Func{TInput, TOutput}, PlanOptions?)"/>
    public static Func<T1, T2, T3, T4, T5, T6, T7, T8, TOutput> Function<T1, T2, T3, T4, T5, T6, T7, T8, TOutput>(
        Func<T1, T2, T3, T4, T5, T6, T7, T8, TOutput> f, PlanOptions? options = null)
    {
        var compiled = Several<(T1, T2, T3, T4, T5, T6, T7, T8), TOutput>(
            f, x => f(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5, x.Item6, x.Item7, x.Item8), options);
        return (a, b, c, d, e, f, g, h) => compiled.Invoke((a, b, c, d, e, f, g, h));
    }

    private static Compiled<T, TArguments, TOutput> Several<TArguments, TOutput>(
        Delegate f, Func<TArguments, TOutput> ofTuple, PlanOptions? options)
        where TArguments : notnull
    {
        ArgumentNullException.ThrowIfNull(f);
        return new(ofTuple, options, ArgumentNames.Of(f, typeof(TArguments).GetGenericArguments().Length));
    }
}
