using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;
using static System.Net.WebUtility;

namespace Autograd.Examples.Pages;

/// <summary>
/// A picture in a page that may be wide or narrow: text keeps its size, and what stood side by side stands below each
/// other.
/// </summary>
internal static class PagePicture
{
    /// <summary>The room for a picture on a page of 400 pixels.</summary>
    public const double Narrow = 368;

    /// <summary>The rules for pictures, those of their colors included.</summary>
    public const string Rules = """

        .narrow { display: none; }
        @media (max-width: 50rem) { .wide { display: none; } .narrow { display: block; } }
        .tiles { display: flex; flex-wrap: wrap; } .tiles h3 { width: 100%; }
        .scroll { overflow-x: auto; } .scroll svg { min-width: 24rem; }
        h3 { font-size: 1rem; margin: 0 0 .3rem; }

        """;

    /// <summary>The whole of the rules.</summary>
    public static string Css => Rules + Theme.Style;

    /// <summary>The picture as a part of a page that has the rules.</summary>
    /// <param name="picture">The picture.</param>
    public static string Html(Picture picture) => picture switch
    {
        ImageGrid images => Tiles(images),
        // An arrow has no other way to go: a graph that is too wide moves within its own box.
        GraphPicture => $"<div class=\"scroll\">{Svg.Inline(picture)}</div>",
        _ => Svg.Inline(picture) is var wide && Svg.Inline(picture, Narrow) is var narrow && wide == narrow ? wide
            : $"<div class=\"wide\">{wide}</div><div class=\"narrow\">{narrow}</div>",
    };

    // Images flow like words, in columns of one width, so that each is there only once.
    private static string Tiles(ImageGrid images)
    {
        ImageGrid[] tiles = [.. images.Images.Select(image => new ImageGrid("", 1, image) { Size = images.Size })];
        var width = tiles.Select(tile => ImageGridLayout.Of(tile, Narrow).Width).DefaultIfEmpty(0).Max();
        return $"<div class=\"tiles\"><h3>{HtmlEncode(Words.Clean(images.Title))}</h3>"
            + string.Concat(tiles.Select(tile =>
                $"<div style=\"width:min(100%,{Words.Px(width)}px)\">{Svg.Inline(tile)}</div>")) + "</div>";
    }
}
