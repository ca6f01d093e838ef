using System.Runtime.CompilerServices;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The checks of settings that constructors, <c>with</c> and functions share; each names the setting and its value.
/// </summary>
internal static class Checks
{
    /// <summary>A share of the past that is kept: from 0 up to, but without, 1.</summary>
    public static double Decay(double decay, [CallerMemberName] string name = "") => decay is >= 0 and < 1
        ? decay
        : throw Refused(name, decay, "a decay is a number from 0 up to, but without, 1, such as 0.9");

    /// <summary>A share from 0 to 1, both allowed.</summary>
    public static double Share(double share, [CallerArgumentExpression(nameof(share))] string name = "") =>
        share is >= 0 and <= 1
        ? share
        : throw Refused(name, share, "a share is a number from 0 to 1");

    /// <summary>A bound, a length, an epsilon: finite and above 0.</summary>
    public static double Positive(double value, string what, [CallerMemberName] string name = "") =>
        double.IsFinite(value) && value > 0
        ? value
        : throw Refused(name, value, $"{what} is a finite number above 0");

    /// <summary>What may be absent: finite, 0 or more.</summary>
    public static double NotNegative(double value, string what, [CallerMemberName] string name = "") =>
        double.IsFinite(value) && value >= 0
        ? value
        : throw Refused(name, value, $"{what} is a finite number of 0 or more");

    /// <summary>A count that must be at least some number.</summary>
    public static int AtLeast(
        int least, int value, string what, [CallerArgumentExpression(nameof(value))] string name = "") => value >= least
        ? value
        : throw Refused(name, value, $"{what} is {least} or more");

    /// <summary>The number of axes from which on leaves count.</summary>
    public static int Rank(int rank, [CallerArgumentExpression(nameof(rank))] string name = "") =>
        AtLeast(0, rank, "a number of axes", name);

    /// <summary>A factor: one real number, and finite where its value is known.</summary>
    public static Expr Factor(Expr factor, [CallerMemberName] string name = "") =>
        Settings.Scalar(factor, name) is not { } known || double.IsFinite(known)
        ? factor
        : throw Refused(name, known, "a factor is a finite number");

    /// <summary>A factor that pulls towards zero: 0 or more where its value is known.</summary>
    public static Expr Pull(Expr factor, [CallerMemberName] string name = "") =>
        Settings.Scalar(factor, name) is not { } known || (double.IsFinite(known) && known >= 0)
            ? factor
            : throw Refused(name, known, "a weight decay is a finite number of 0 or more");

    /// <summary>
    /// A learning rate: where it is a known number it is above 0, and a schedule is not below 0 at its first step.
    /// </summary>
    public static Schedule Rate(Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        if (learningRate.Constant is { } constant)
        {
            if (Settings.Known(constant) is { } number && !(double.IsFinite(number) && number > 0))
                throw Refused(nameof(learningRate), number, "a learning rate is a finite number above 0");
        }
        else if (Settings.Known(learningRate.At(0)) is { } first && !(double.IsFinite(first) && first >= 0))
        {
            throw Refused(
                nameof(learningRate), first, "a schedule of learning rates starts with a finite number of 0 or more");
        }

        return learningRate;
    }

    /// <summary>A schedule of any factor: finite where it never changes and its value is known.</summary>
    public static Schedule Finite(Schedule factor, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(factor, name);
        if (factor.Constant is { } constant && Settings.Known(constant) is { } known) Finite(known, name);
        return factor;
    }

    /// <summary>Settings that are finite numbers.</summary>
    public static ValueList<double> Finite(ValueList<double> settings, [CallerMemberName] string name = "")
    {
        foreach (var setting in settings) Finite(setting, name);
        return settings;
    }

    /// <summary>A finite number.</summary>
    public static double Finite(double setting, [CallerMemberName] string name = "") =>
        double.IsFinite(setting) ? setting : throw Refused(name, setting, "a setting is a finite number");

    /// <summary>
    /// A schedule that another one continues with: not below 0 at its first step, where that is known.
    /// </summary>
    public static Schedule ScheduleValue(Schedule then, [CallerArgumentExpression(nameof(then))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(then, name);
        if (Settings.Known(then.At(0)) is { } first) ScheduleValue(first, name);
        return then;
    }

    /// <summary>A value of a schedule of learning rates.</summary>
    public static double ScheduleValue(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        NotNegative(value, "a value of a schedule of learning rates", name);

    /// <summary>The exception for a setting: <c>name: what it is, not value</c>.</summary>
    public static ArgumentOutOfRangeException Refused(string name, double value, string rule) =>
        new(name, FormattableString.Invariant($"{name}: {rule}, not {value}."));
}
