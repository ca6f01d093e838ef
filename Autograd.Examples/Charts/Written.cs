using System.Globalization;

namespace Autograd.Examples.Charts;

/// <summary>
/// Numbers as sentences have them, always the same way, so that two sentences do not differ on one number.
/// </summary>
internal static class Written
{
    /// <summary>A number in up to four digits.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "no number" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage: one decimal, or enough of them to part it from 0 and 100 %.</summary>
    public static string Percent(double share)
    {
        if (double.IsNaN(share)) return "no number";
        var distance = Math.Min(Math.Abs(100 * share), Math.Abs(100 - (100 * share)));
        var digits = distance is 0 or >= 1 ? 1 : Math.Clamp((int)Math.Ceiling(-Math.Log10(distance) - 1e-9), 1, 9);
        return $"{(100 * share).ToString($"F{digits}", CultureInfo.InvariantCulture)} %";
    }

    /// <summary>Points of a percentage between two shares.</summary>
    public static string Points(double difference) =>
        $"{(100 * Math.Abs(difference)).ToString("F1", CultureInfo.InvariantCulture)} points";
}
