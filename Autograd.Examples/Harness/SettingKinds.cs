using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <content>Settings of the usual kinds.</content>
internal abstract partial class Setting
{
    /// <summary>The most of anything: beyond that, a run takes days or more memory than there is.</summary>
    public const int MostOfAll = 1_000_000;

    private const int MostThreads = 1024;

    /// <summary>A finite number above 0, which a float can hold.</summary>
    /// <param name="name">E.g. <c>--learning-rate</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    public static Setting<double> Positive(string name, string description, double otherwise) =>
        new(name, description, otherwise, value => Finite(value, value > 0, "a finite number above 0"));

    /// <summary>A finite number of 0 or more, which a float can hold.</summary>
    /// <param name="name">E.g. <c>--weight-decay</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    public static Setting<double> NotNegative(string name, string description, double otherwise) =>
        new(name, description, otherwise,
            value => value == 0 ? null : Finite(value, value > 0, "a finite number of 0 or more"));

    /// <summary>The number of a test image, for <see cref="Lab.TestImage"/>; by default the first.</summary>
    /// <param name="name">E.g. <c>--digit</c>.</param>
    /// <param name="use">What is done with it: a relative clause.</param>
    public static Setting<int> TestImage(string name, string use) =>
        new(name, $"The test image, from 0, {use}", 0,
            image => image >= 0 ? null : $"{image} is not a number of 0 or more");

    /// <summary>Something that is done or not.</summary>
    /// <param name="name">E.g. <c>--quiet</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    public static Setting<bool> Flag(string name, string description, bool otherwise = false) =>
        new(name, description, otherwise, _ => null);

    /// <summary>A whole number above 0.</summary>
    /// <param name="name">E.g. <c>--batch</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    /// <param name="most">The most that is taken.</param>
    public static Setting<int> Count(string name, string description, int otherwise, int most = MostOfAll) =>
        new(name, description, otherwise, value => NotCount(value, most));

    /// <summary>A whole number above 0, or none.</summary>
    /// <param name="name">E.g. <c>--epochs</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given; null for none.</param>
    /// <param name="most">The most that is taken.</param>
    public static Setting<int?> CountOrNone(string name, string description, int? otherwise, int most) =>
        new(name, description, otherwise, value => value is { } count ? NotCount(count, most) : null);

    /// <summary>Threads to compute with.</summary>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    public static Setting<int> Threads(string description, int otherwise) =>
        Count("--threads", description, otherwise, MostThreads);

    /// <summary>A text that is not empty.</summary>
    /// <param name="name">E.g. <c>--output</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    /// <param name="what">What an empty text is refused for: <c>the name of a folder</c>.</param>
    /// <param name="placeholder">What stands for the value in <c>--help</c>.</param>
    public static Setting<string> Text(
        string name, string description, string otherwise, string what, string placeholder) =>
        new(name, description, otherwise, value => value.Length > 0 ? null : $"give {what}", placeholder);

    /// <summary>One of some names.</summary>
    /// <param name="name">E.g. <c>--optimizer</c>.</param>
    /// <param name="description">For <c>--help</c>, before the names.</param>
    /// <param name="otherwise">The value if it is not given.</param>
    /// <param name="choices">The names.</param>
    public static Setting<string> Choice(
        string name, string description, string otherwise, params IReadOnlyList<string> choices)
    {
        var setting = new Setting<string>(name, $"{description}: {string.Join(", ", choices)}", otherwise,
            value => choices.Contains(value) ? null : NearMatch.Unknown(value, choices), "NAME");
        setting.Option.CompletionSources.Add([.. choices]);
        return setting;
    }

    /// <summary>Some names of a list, with commas between them.</summary>
    /// <param name="name">E.g. <c>--only</c>.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="choices">The names; without any of them, the text is empty.</param>
    public static Setting<string> Choices(string name, string description, params IReadOnlyList<string> choices)
    {
        var setting = new Setting<string>(name, description, "",
            value => Names(value).FirstOrDefault(each => !choices.Contains(each)) is { } unknown
                ? NearMatch.Unknown(unknown, choices)
                : null, "NAMES");
        setting.Option.CompletionSources.Add([.. choices]);
        return setting;
    }

    /// <summary>The names of a list with commas between them.</summary>
    /// <param name="list">The list.</param>
    public static ImmutableArray<string> Names(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string? NotCount(int value, int most) =>
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
