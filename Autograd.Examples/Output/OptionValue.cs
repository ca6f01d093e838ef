using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Autograd.Examples.Output;

/// <summary>
/// Options whose values are read the same under every culture and setting of the runtime, and as a whole: no separators
/// of thousands, no spaces, no decimal comma.
/// </summary>
internal static class OptionValue
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>An option that is given once, with one value.</summary>
    /// <param name="name">E.g. <c>--learning-rate</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    /// <param name="check">Why a value is refused, or null.</param>
    /// <param name="placeholder">What stands for the value in <c>--help</c>; by default N or TEXT.</param>
    public static Option<T> Create<T>(
        string name, string description, T otherwise, Func<T, string?> check, string? placeholder = null)
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        if (typeof(T) != typeof(bool)) option.HelpName = placeholder ?? (IsText<T>() ? "TEXT" : "N");
        option.CustomParser = argument => Parse(argument, name, otherwise, check);
        option.Validators.Add(result =>
        {
            if (result.IdentifierTokenCount > 1)
            {
                result.AddError($"{name} is given {result.IdentifierTokenCount} times; give it once");
            }
        });
        return option;
    }

    /// <summary>Reads a finite number as it is written in C#.</summary>
    public static bool TryRead(string text, out double number) =>
        double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static T Parse<T>(ArgumentResult argument, string name, T otherwise, Func<T, string?> check)
    {
        if (argument.Tokens is not [var token])
        {
            return argument.Tokens.Count == 0 && otherwise is bool ? (T)(object)true : otherwise;
        }

        if (Read<T>(token.Value) is not { } read)
        {
            argument.AddError(
                $"Cannot parse argument '{OneLine.Value(token.Value)}' for option '{name}': write {Wanted<T>()}");
            return otherwise;
        }

        if (check((T)read) is { } wrong) argument.AddError($"{name}: {wrong}");
        return (T)read;
    }

    private static object? Read<T>(string text) => default(T) switch
    {
        int => int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null,
        long => long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null,
        double => double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number) ? number : null,
        bool => bool.TryParse(text, out var truth) ? truth : null,
        _ => text,
    };

    private static string Wanted<T>() => default(T) switch
    {
        int or long => $"a whole number without separators, from {Range<T>()}",
        double => "a number with a decimal point, such as 0.1",
        _ => "true or false",
    };

    private static string Range<T>() =>
        default(T) is int ? $"{int.MinValue} to {int.MaxValue}" : $"{long.MinValue} to {long.MaxValue}";

    private static bool IsText<T>() => typeof(T) == typeof(string);
}
