using System.CommandLine;
using System.CommandLine.Parsing;

namespace Autograd.Examples.Experiments;

/// <summary>An option of an experiment: its name, its default and what makes it valid.</summary>
internal abstract class Setting
{
    /// <summary>The option as the command line knows it; it refuses values that make no sense, in one line.</summary>
    public abstract Option Option { get; }

    /// <summary>The value on a parsed command line, whatever its type.</summary>
    public abstract object? Value(ParseResult parsed);
}

/// <inheritdoc cref="Setting"/>
/// <typeparam name="T">The type of its value.</typeparam>
internal sealed class Setting<T> : Setting
{
    private readonly Option<T> _option;

    /// <param name="name">E.g. <c>--learning-rate</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    /// <param name="check">Why a value is refused, or null: <c>0 is not a number above 0</c>.</param>
    /// <param name="placeholder">What stands for the value in <c>--help</c>; by default N or TEXT.</param>
    public Setting(string name, string description, T otherwise, Func<T, string?> check, string? placeholder = null)
    {
        _option = new(name) { Description = description, DefaultValueFactory = _ => otherwise };
        if (typeof(T) != typeof(bool)) _option.HelpName = placeholder ?? (typeof(T) == typeof(string) ? "TEXT" : "N");
        _option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !result.Errors.Any() && Read(result) is var (value, read) && read && check(value!) is { } wrong) result.AddError($"{name}: {wrong}");
        });
    }

    /// <inheritdoc/>
    public override Option Option => _option;

    // A text that is no value of the type throws here; the parser has a message for it.
    private static (T? Value, bool Read) Read(OptionResult result)
    {
        try
        {
            return (result.GetValueOrDefault<T>(), true);
        }
        catch (InvalidOperationException)
        {
            return (default, false);
        }
    }

    /// <inheritdoc/>
    public override object? Value(ParseResult parsed) => In(parsed);

    /// <summary>The value on a parsed command line.</summary>
    public T In(ParseResult parsed) => parsed.GetValue(_option)!;
}

/// <summary>Settings of the usual kinds.</summary>
internal static class Settings
{
    /// <summary>A finite number above 0.</summary>
    public static Setting<double> Positive(string name, string description, double otherwise) =>
        new(name, description, otherwise, value => double.IsFinite(value) && value > 0 ? null : $"{value} is not a finite number above 0");

    /// <summary>A finite number of 0 or more.</summary>
    public static Setting<double> NotNegative(string name, string description, double otherwise) =>
        new(name, description, otherwise, value => double.IsFinite(value) && value >= 0 ? null : $"{value} is not a finite number of 0 or more");

    /// <summary>The number of a test image, for <see cref="Lab.TestImage"/>: the first unless given.</summary>
    public static Setting<int> TestImage(string name, string use) =>
        new(name, $"The test image, from 0, {use}", 0, image => image >= 0 ? null : $"{image} is not a number of 0 or more");

    /// <summary>Something that is done or not.</summary>
    public static Setting<bool> Flag(string name, string description) => new(name, description, false, _ => null);

    /// <summary>A whole number above 0.</summary>
    public static Setting<int> Count(string name, string description, int otherwise) =>
        new(name, description, otherwise, value => value > 0 ? null : $"{value} is not a number above 0");
}
