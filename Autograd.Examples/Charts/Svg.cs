namespace Autograd.Examples.Charts;

/// <summary>STUB.</summary>
internal static class Svg
{
    /// <summary>STUB.</summary>
    public static string Render(Picture picture) => picture is GraphPicture graph ? GraphSvg.Render(graph) :
        $"<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{System.Net.WebUtility.HtmlEncode(picture.Title)}</title></svg>\n";
}
