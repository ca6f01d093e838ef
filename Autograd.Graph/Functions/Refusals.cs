namespace Autograd.Graph;

/// <summary>
/// What goes wrong with shapes within an operation or a function, said in its name, with its inputs and a fix.
/// </summary>
internal static class Refusals
{
    /// <summary>
    /// The value of a function that is made of others: what they refuse is refused in the function's name.
    /// </summary>
    /// <param name="function">The name that users call.</param>
    /// <param name="inputs">What it was given.</param>
    /// <param name="f">Its definition.</param>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public static Expr Named(string function, Expr[] inputs, Func<Expr> f)
    {
        foreach (var input in inputs)
        {
            if (input is null)
            {
                throw new ArgumentNullException(
                    nameof(inputs), $"{function}: input {Array.IndexOf(inputs, null)} is null.");
            }
        }

        try
        {
            return f();
        }
        catch (Exception failure) when (failure is ShapeException { Reason: not null } || Concerns(failure))
        {
            throw Of(function, inputs, failure);
        }
    }

    /// <summary>Whether a failure says what is wrong without the operation.</summary>
    public static bool Concerns(Exception failure) => failure switch
    {
        ShapeException shape => shape.Reason is not null && shape.Operation is null,
        ArgumentNullException => false,
        _ => failure is ArgumentException or OverflowException or IndexOutOfRangeException or DivideByZeroException,
    };

    /// <summary>The failure in the name of an operation.</summary>
    public static ShapeException Of(string operation, Expr[] inputs, Exception failure) => failure switch
    {
        ShapeException { Reason: { } reason, Fix: { } fix } => ShapeException.For(operation, inputs, reason, fix),
        OverflowException => ShapeException.For(operation, inputs,
            $"the result would have lengths of more than {int.MaxValue}", "work on parts, e.g. on slices of rows"),
        ArgumentException => ShapeException.For(operation, inputs, Within(failure.Message), Usual),
        _ => ShapeException.For(operation, inputs, $"it does not take {inputs.Length} inputs of these shapes", Usual),
    };

    /// <summary>The index from the outermost of an axis that a function was given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static int ExpectAxis(this Expr x, string function, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        var rank = x.Shape.Rank;
        var index = axis < 0 ? axis + rank : axis;
        return (uint)index < (uint)rank ? index : throw ShapeException.For(
            function,
            [x],
            rank == 0 ? $"a scalar has no axis {axis}" : $"{x.Shape} has no axis {axis}",
            rank == 0 ? "give it an axis with Reshape(1)"
                : $"its axes are numbered 0 to {rank - 1}, or -{rank} to -1 from the innermost");
    }

    /// <summary>
    /// Axes that a function was given, from the outermost and in order; all of them where none is named.
    /// </summary>
    /// <exception cref="ShapeException">There is no such axis, or one is named twice.</exception>
    public static ValueList<int> ExpectAxes(this Expr x, string function, int[] axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Length == 0) return Enumerable.Range(0, x.Shape.Rank).ToValueList();
        var normal = axes.Select(axis => x.ExpectAxis(function, axis)).Order().ToArray();
        return normal.Distinct().Count() == normal.Length
            ? normal.ToValueList()
            : throw ShapeException.For(function, [x],
                $"an axis of {x.Shape} is named twice in [{string.Join(", ", axes)}]", "name each axis once");
    }

    private const string Usual =
        "give the number of inputs, the shapes and the parameters that its documentation names";

    private static string Within(string message) => message.Split(" (Parameter '")[0].TrimEnd('.');
}
