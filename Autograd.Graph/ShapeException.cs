using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>An expression whose inputs do not fit its operation, thrown where the expression is written.</summary>
/// <remarks>The message names the operation, the inputs with their shapes, the reason, and a likely fix.</remarks>
public sealed class ShapeException : ArgumentException
{
    private const int ListedInputs = 8;

    /// <summary>Makes an exception with a message.</summary>
    public ShapeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    public ShapeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception without a message.</summary>
    public ShapeException()
    {
    }

    /// <summary>What was refused; null where it is a shape itself.</summary>
    internal string? Operation { get; private init; }

    /// <summary>Why; null where a user of the library wrote the message.</summary>
    internal string? Reason { get; private init; }

    /// <summary>What would mend it.</summary>
    internal string? Fix { get; private init; }

    /// <summary>The exception for an operation whose inputs do not fit. Long parts of the message are cut.</summary>
    /// <param name="operation">The operation's name, e.g. <c>dot</c>.</param>
    /// <param name="inputs">The inputs it was given.</param>
    /// <param name="reason">Why they do not fit.</param>
    /// <param name="fix">What would make them fit.</param>
    public static ShapeException For(string operation, IEnumerable<Expr> inputs, string reason, string fix)
    {
        ImmutableArray<Expr> all = [.. inputs];
        var listed = all.Take(ListedInputs)
            .Select((input, i) => $"  input {i}: {(input is null ? "null" : Cut(input.Describe(), 200))}\n");
        var more = all.Length > ListedInputs ? $"  … and {all.Length - ListedInputs} more inputs\n" : "";
        return new($"{operation}: {Cut(reason)}\n{string.Concat(listed)}{more}  fix: {Cut(fix)}")
        {
            Operation = operation,
            Reason = reason,
            Fix = fix
        };
    }

    /// <summary>The exception for lengths that no tensor can have.</summary>
    internal static ShapeException ForShape(string reason, string fix) =>
        new($"{Cut(reason)}\n  fix: {Cut(fix)}") { Reason = reason, Fix = fix };

    private static string Cut(string text, int most = 600) => text.Length <= most ? text : $"{text[..(most - 1)]}…";
}
