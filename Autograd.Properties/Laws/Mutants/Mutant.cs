namespace Autograd.Properties.Mutants;

/// <summary>Which of the two rules of an op.</summary>
internal enum Mode
{
    /// <summary>The reverse rule.</summary>
    Vjp,

    /// <summary>The forward rule.</summary>
    Jvp,
}

/// <summary>
/// One change of one rule of an op. It is a name of a place, not of a node, so that it means the same at every shape.
/// </summary>
/// <param name="Op">The op.</param>
/// <param name="Mode">Its rule of this mode …</param>
/// <param name="Input">… for this input.</param>
/// <param name="Change">What is changed and where, as <see cref="RuleChanges"/> names it.</param>
internal sealed record Mutant(string Op, Mode Mode, int Input, string Change)
{
    public override string ToString() => $"{Op}.{Mode}(input {Input}): {Change}";
}
