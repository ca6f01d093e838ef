using System.CommandLine;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>An option of an experiment: its name, its default and what makes it valid.</summary>
internal abstract partial class Setting
{
    /// <summary>The option as the command line knows it; it refuses values that make no sense, in one line.</summary>
    public abstract Option Option { get; }

    /// <summary>The setting that takes this one's place: where it is given, this one has no value.</summary>
    public Setting? Replacement { get; set; }

    /// <summary>The value on a parsed command line, whatever its type; null for none.</summary>
    /// <param name="parsed">The command line.</param>
    public object? Value(ParseResult parsed) => Replacement?.IsGiven(parsed) == true ? null : ValueOf(parsed);

    /// <summary>Whether the setting was given on a command line.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(Option) is { Implicit: false };

    /// <summary>The value, or the default.</summary>
    /// <param name="parsed">The command line.</param>
    protected abstract object? ValueOf(ParseResult parsed);
}

/// <inheritdoc cref="Setting"/>
/// <typeparam name="T">The type of its value.</typeparam>
internal sealed class Setting<T> : Setting
{
    private readonly Option<T> _option;

    /// <summary>A setting.</summary>
    /// <param name="name">E.g. <c>--learning-rate</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    /// <param name="check">Why a value is refused, or null: <c>0 is not a number above 0</c>.</param>
    /// <param name="placeholder">What stands for the value in <c>--help</c>; by default N or TEXT.</param>
    public Setting(string name, string description, T otherwise, Func<T, string?> check, string? placeholder = null) =>
        _option = OptionValue.Create(name, description, otherwise, check, placeholder);

    /// <inheritdoc/>
    public override Option Option => _option;

    /// <summary>The value on a parsed command line.</summary>
    /// <param name="parsed">The command line.</param>
    public T In(ParseResult parsed) => parsed.GetValue(_option)!;

    /// <summary>The same setting under one more name.</summary>
    /// <param name="alias">The name, e.g. <c>--steps</c>.</param>
    public Setting<T> Or(string alias)
    {
        _option.Aliases.Add(alias);
        return this;
    }

    /// <inheritdoc/>
    protected override object? ValueOf(ParseResult parsed) => In(parsed);
}
