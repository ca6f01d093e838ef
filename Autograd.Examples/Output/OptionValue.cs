using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Autograd.Nn.Files;

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
    /// <param name="otherwise">The value if it is not given; null for none.</param>
    /// <param name="check">Why a value is refused, or null.</param>
    /// <param name="placeholder">What stands for the value in <c>--help</c>; by default N or TEXT.</param>
    public static Option<T> Create<T>(
        string name, string description, T otherwise, Func<T, string?> check, string? placeholder = null)
    {
        var option = new Option<T>(name) { Description = description };
        if (otherwise is not null || !IsNumber<T>()) option.DefaultValueFactory = _ => otherwise;
        if (typeof(T) != typeof(bool)) option.HelpName = placeholder ?? (IsNumber<T>() ? "N" : "TEXT");
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
    /// <param name="text">The text, all of it.</param>
    /// <param name="number">The number.</param>
    public static bool TryRead(string text, out double number) =>
        double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static T Parse<T>(ArgumentResult argument, string name, T otherwise, Func<T, string?> check)
    {
        // As it was typed: a setting may have more names than one.
        var typed = (argument.Parent as OptionResult)?.IdentifierToken?.Value ?? name;
        if (argument.Tokens is not [var token])
        {
            return argument.Tokens.Count == 0 && otherwise is bool ? (T)(object)true : otherwise;
        }

        if (Read(TypeOf<T>(), token.Value) is not { } read)
        {
            argument.AddError(
                $"Cannot parse argument '{OneLine.Value(token.Value)}' for option '{typed}': write {Wanted<T>()}");
            return otherwise;
        }

        if (check((T)read) is { } wrong) argument.AddError($"{typed}: {wrong}");
        return (T)read;
    }

    private static object? Read(TypeCode type, string text) => type switch
    {
        TypeCode.Int32 => int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null,
        TypeCode.Int64 => long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null,
        TypeCode.Double => double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number) ? number : null,
        TypeCode.Boolean => bool.TryParse(text, out var truth) ? truth : null,
        _ => text,
    };

    private static string Wanted<T>() => TypeOf<T>() switch
    {
        TypeCode.Int32 => $"a whole number without separators, from {int.MinValue} to {int.MaxValue}",
        TypeCode.Int64 => $"a whole number without separators, from {long.MinValue} to {long.MaxValue}",
        TypeCode.Double => "a number with a decimal point, such as 0.1",
        _ => "true or false",
    };

    private static bool IsNumber<T>() => TypeOf<T>() is TypeCode.Int32 or TypeCode.Int64 or TypeCode.Double;

    // Of the value, where there may be none.
    private static TypeCode TypeOf<T>() => Type.GetTypeCode(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));
}
