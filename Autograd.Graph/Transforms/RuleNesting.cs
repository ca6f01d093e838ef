namespace Autograd.Graph.Transforms;

/// <summary>
/// How deeply derivatives are taken within derivative rules: a rule that differentiates what it belongs to has no end.
/// </summary>
internal readonly ref struct RuleNesting
{
    // Rules within rules are a handful deep; a recursion is refused long before the stack ends.
    private const int Deepest = 100;

    [ThreadStatic]
    private static int _depth;

    [ThreadStatic]
    private static Expr? _current;

    private readonly int _before;

    private RuleNesting(int before) => _before = before;

    /// <summary>The node whose rule is being applied.</summary>
    public static Expr? Current
    {
        set => _current = value;
    }

    /// <summary>Begins a sweep over a graph, until it is disposed.</summary>
    /// <exception cref="InvalidOperationException">A rule calls itself.</exception>
    public static RuleNesting Enter()
    {
        if (_depth < Deepest) return new(_depth++);

        throw new InvalidOperationException(
            $"The derivative rule of {_current?.Op.Name} calls itself: it differentiates an expression that contains "
                + $"{_current?.Op.Name}. "
            + "Write the rule with the value that it is given, which counts as constant there, or take the inner "
                + "derivative with "
            + "holding: [y]. For a function that an equation defines, use ImplicitFunctions.");
    }

    /// <summary>Ends the sweep.</summary>
    public void Dispose() => _depth = _before;
}
