namespace Autograd.Examples.Charts.Drawing;

/// <summary>The sizes of the text of a chart; never below what can be read.</summary>
internal sealed record Fonts(double Title, double Label, double Tick)
{
    /// <summary>For a chart by itself.</summary>
    public static Fonts Large { get; } = new(15, 12.5, 11.5);

    /// <summary>For a chart beside others.</summary>
    public static Fonts Medium { get; } = new(13, 11.5, 10.5);

    /// <summary>For one of many.</summary>
    public static Fonts Small { get; } = new(11, 10, 10);

    /// <summary>The sizes for a chart of a width.</summary>
    public static Fonts For(double width) => width >= 480 ? Large : width >= 230 ? Medium : Small;
}

/// <summary>The colors of pictures, for pages that are white and pages that are nearly black.</summary>
/// <remarks>
/// The classes of several pictures in one page are the same rules, so it does not matter which one's rules win.
/// </remarks>
internal static class Theme
{
    /// <summary>How many colors tell series apart.</summary>
    public static int Tones => Light.Length;

    /// <summary>The typefaces of all text: the reader's own.</summary>
    public const string Typefaces =
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    /// <summary>The attributes of the page behind a picture.</summary>
    public const string Page = "class=\"ag-page\" fill=\"#ffffff\"";

    /// <summary>The attributes of titles and names.</summary>
    public const string Text = "class=\"ag-text\" fill=\"#1f2328\"";

    /// <summary>The attributes of the numbers on axes.</summary>
    public const string Soft = "class=\"ag-soft\" fill=\"#57606a\"";

    /// <summary>The attributes of lines through ticks.</summary>
    public const string Grid = "class=\"ag-grid\" stroke=\"#e6e9ed\"";

    /// <summary>The attributes of axes.</summary>
    public const string Axis = "class=\"ag-axis\" stroke=\"#8c959f\"";

    /// <summary>The attributes of lines of equal height.</summary>
    public const string Contour = "class=\"ag-contour\" stroke=\"#8592a0\"";

    // Wong's palette for color-blind readers, its light tones darkened on white and its dark tones lightened on black.
    private static readonly string[] Light =
        ["#0072b2", "#d55e00", "#00875f", "#b5488a", "#b07a00", "#3a9bdc", "#6b4fbb", "#5c636b"];
    private static readonly string[] Dark =
        ["#4ea3e0", "#f58b4b", "#35c492", "#e28bc0", "#e3b341", "#93d2fa", "#b39df3", "#b6bec8"];

    /// <summary>The attributes of a group drawn in the color of a series, which is its <c>currentColor</c>.</summary>
    public static string Tone(int tone) => $"class=\"ag-{tone % Tones}\" color=\"{Light[tone % Tones]}\"";

    /// <summary>The rules of all classes.</summary>
    public static string Style { get; } =
        ".ag-page{fill:#fff}.ag-text{fill:#1f2328}.ag-soft{fill:#57606a}"
        + ".ag-grid{stroke:#e6e9ed}.ag-axis{stroke:#8c959f}.ag-contour{stroke:#8592a0}"
        + Rules(Light)
        + "\n@media (prefers-color-scheme:dark){"
        + ".ag-page{fill:#14171c}.ag-text{fill:#e6edf3}.ag-soft{fill:#a3adb8}"
        + ".ag-grid{stroke:#2a3038}.ag-axis{stroke:#6e7781}.ag-contour{stroke:#76838f}"
        + Rules(Dark) + "}";

    private static string Rules(string[] colors) =>
        string.Concat(colors.Select((color, i) => $".ag-{i}{{color:{color}}}"));
}
