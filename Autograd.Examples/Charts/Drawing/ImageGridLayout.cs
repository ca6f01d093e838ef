using System.Collections.Immutable;
using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>
/// Small images side by side, each on a white tile of its own: their colors are data, and stay the same on a dark page.
/// </summary>
internal static class ImageGridLayout
{
    private const double Gap = 10;
    private const double CaptionSize = 11;

    /// <summary>Images as a block.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="room">About how wide it may be.</param>
    public static Block Of(ImageGrid grid, double room)
    {
        var size = double.IsFinite(grid.Size) ? Math.Clamp(grid.Size, 8, 2000) : 84;
        var tiles = grid.Images.Select(image => PixelPaths.Size(image, size)).ToImmutableArray();
        var widest = tiles.Select(tile => tile.Width).DefaultIfEmpty(size).Max();
        // A caption may make its column somewhat wider before it is broken into lines.
        var longest = grid.Images.Select(image => Width(image.Caption, CaptionSize)).DefaultIfEmpty(0).Max();
        var cell = Math.Max(widest, Math.Min(longest, Math.Max(1.5 * widest, 48)));
        var fitting = (int)((room - (2 * ChartLayout.Pad) + Gap) / (cell + Gap));
        var columns = Math.Max(1, Math.Min(Math.Min(grid.Columns, grid.Images.Length), fitting));
        var captions =
            grid.Images.Select(image => Wrap(image.Caption, CaptionSize, cell + (Gap / 2))).ToImmutableArray();

        var heights = tiles.Zip(captions,
            (tile, caption) => tile.Height + (caption.IsEmpty ? 0 : 4 + (caption.Length * CaptionSize * LineHeight)))
            .Chunk(columns).Select(row => row.Max()).ToList();
        var width = Math.Max((2 * ChartLayout.Pad) + (columns * cell) + ((columns - 1) * Gap),
            string.IsNullOrWhiteSpace(grid.Title) ? 0 : 160);
        var title = Wrap(grid.Title, Fonts.Large.Title * Bold, width - (2 * ChartLayout.Pad));
        var top = ChartLayout.Pad + (title.IsEmpty ? 0 : (title.Length * Fonts.Large.Title * LineHeight) + 6);
        return new(width, top + heights.Sum() + (Gap * Math.Max(0, heights.Count - 1)) + ChartLayout.Pad, (x, y) =>
            $"<g {Theme.Text}>\n"
            + Elements(title, x + ChartLayout.Pad, y + ChartLayout.Pad, Fonts.Large.Title, " font-weight=\"600\"")
            + "</g>\n"
            + string.Concat(grid.Images.Select((image, i) =>
            {
                var left = x + ChartLayout.Pad + ((i % columns) * (cell + Gap));
                var above = y + top + heights.Take(i / columns).Sum() + (Gap * (i / columns));
                return PixelPaths.Draw(image, left + ((cell - tiles[i].Width) / 2), above, size)
                    + $"<g {Theme.Text} text-anchor=\"middle\">\n"
                        + $"{Elements(captions[i], left + (cell / 2), above + tiles[i].Height + 4, CaptionSize)}</g>\n";
            })));
    }
}
