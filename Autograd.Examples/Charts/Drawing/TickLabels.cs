using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Numbers as whole digits times a power of ten, written without ever being a binary fraction.</summary>
internal static class TickLabels
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>
    /// The labels of an axis, all written the same way: with decimals, or where those are long, with powers of ten.
    /// </summary>
    /// <param name="digits">The digits of each number.</param>
    /// <param name="exponent">The power of ten of the last digit of all of them.</param>
    public static ImmutableArray<string> Of(IReadOnlyList<long> digits, int exponent)
    {
        var plain = digits.Select(number => Plain(number, exponent)).ToImmutableArray();
        var scientific = digits.Select(number => Scientific(number, exponent)).ToImmutableArray();
        var largest = digits.Select(number => Length(number) - 1 + exponent).DefaultIfEmpty(0).Max();
        return largest is >= -4 and <= 5 || Longest(plain) <= Longest(scientific) ? plain : scientific;
    }

    /// <summary>A power of ten: 10⁻³.</summary>
    public static string Power(int exponent) => $"10{Superscript(exponent)}";

    /// <summary>A number with its decimals: -0.25.</summary>
    public static string Plain(long digits, int exponent)
    {
        if (digits == 0) return "0";
        if (exponent >= 0) return $"{(digits < 0 ? "−" : "")}{Absolute(digits)}{new string('0', exponent)}";
        var text = Absolute(digits).PadLeft(1 - exponent, '0');
        return $"{(digits < 0 ? "−" : "")}{text[..^-exponent]}.{text[^-exponent..]}";
    }

    /// <summary>A number of the form 2.5×10⁶.</summary>
    public static string Scientific(long digits, int exponent)
    {
        if (digits == 0) return "0";
        var text = Absolute(digits);
        var power = text.Length - 1 + exponent;
        var fraction = text[1..].TrimEnd('0');
        var mantissa = fraction.Length > 0 ? $"{text[0]}.{fraction}" : $"{text[0]}";
        var sign = digits < 0 ? "−" : "";
        return power == 0 ? $"{sign}{mantissa}"
            : mantissa == "1" ? $"{sign}{Power(power)}"
            : $"{sign}{mantissa}×{Power(power)}";
    }

    private static string Superscript(int number) =>
        (number < 0 ? "⁻" : "") + string.Concat(Math.Abs(number).ToString().Select(digit => Raised[digit - '0']));

    private static string Absolute(long digits) => Math.Abs(digits).ToString();

    private static int Length(long digits) => digits == 0 ? int.MinValue / 2 : Absolute(digits).Length;

    private static double Longest(ImmutableArray<string> labels) =>
        labels.Select(label => Words.Width(label, 1)).DefaultIfEmpty(0).Max();
}
