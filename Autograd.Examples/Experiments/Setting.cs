using System.CommandLine;
using System.Globalization;
using Autograd.Examples.Output;

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
    public Setting(string name, string description, T otherwise, Func<T, string?> check, string? placeholder = null) =>
        _option = OptionValue.Create(name, description, otherwise, check, placeholder);

    /// <inheritdoc/>
    public override Option Option => _option;

    /// <inheritdoc/>
    public override object? Value(ParseResult parsed) => In(parsed);

    /// <summary>The value on a parsed command line.</summary>
    public T In(ParseResult parsed) => parsed.GetValue(_option)!;
}

/// <summary>Settings of the usual kinds.</summary>
internal static class Settings
{
    // Beyond a million of anything a run takes days or more memory than there is, and is a slip of the keyboard.
    private const int MostOfAll = 1_000_000;
    private const int MostThreads = 1024;
    private const int MostEpochs = 10_000;

    /// <summary>A finite number above 0, which a float can hold.</summary>
    public static Setting<double> Positive(string name, string description, double otherwise) =>
        new(name, description, otherwise, NotPositive);

    /// <summary>A finite number of 0 or more, which a float can hold.</summary>
    public static Setting<double> NotNegative(string name, string description, double otherwise) =>
        new(name, description, otherwise,
            value => value == 0 ? null : Finite(value, value > 0, "a finite number of 0 or more"));

    /// <summary>The number of a test image, for <see cref="Lab.TestImage"/>: the first unless given.</summary>
    public static Setting<int> TestImage(string name, string use) =>
        new(name, $"The test image, from 0, {use}", 0,
            image => image >= 0 ? null : $"{image} is not a number of 0 or more");

    /// <summary>Something that is done or not.</summary>
    public static Setting<bool> Flag(string name, string description, bool otherwise = false) =>
        new(name, description, otherwise, _ => null);

    /// <summary>A whole number above 0.</summary>
    public static Setting<int> Count(string name, string description, int otherwise, int most = MostOfAll) =>
        new(name, description, otherwise, value => NotCount(value, most));

    /// <summary>Passes over the data.</summary>
    public static Setting<int> Epochs(string description, int otherwise) =>
        Count("--epochs", description, otherwise, MostEpochs);

    /// <summary>Threads to compute with.</summary>
    public static Setting<int> Threads(string description, int otherwise) =>
        Count("--threads", description, otherwise, MostThreads);

    /// <summary>A text that is not empty.</summary>
    public static Setting<string> Text(
        string name, string description, string otherwise, string what, string placeholder) =>
        new(name, description, otherwise, value => value.Length > 0 ? null : $"give {what}", placeholder);

    /// <summary>Why a number is no rate, or null.</summary>
    public static string? NotPositive(double value) => Finite(value, value > 0, "a finite number above 0");

    /// <summary>Why a number is no count, or null.</summary>
    public static string? NotCount(int value, int most = MostOfAll) =>
        value <= 0 ? $"{value} is not a number above 0"
        : value > most ? $"{value} is too large; the most is {most}"
        : null;

    private static string? Finite(double value, bool holds, string what) =>
        !double.IsFinite(value) || !holds ? $"{Written(value)} is not {what}"

        : !float.IsFinite((float)value) || (float)value == 0
        ? $"{Written(value)} is beyond single precision: from 1e-45 to 3e38"
        : null;

    private static string Written(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
