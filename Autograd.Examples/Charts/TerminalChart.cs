namespace Autograd.Examples.Charts;

/// <summary>STUB.</summary>
internal static class TerminalChart
{
    /// <summary>STUB.</summary>
    public static Spectre.Console.Rendering.IRenderable? Of(Picture picture) => null;
}
