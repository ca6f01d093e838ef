using System.Xml.Linq;
using Autograd.Examples.Charts;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>Whatever the data, a picture is a document that shows them.</summary>
[Laws(Arbitrary = [typeof(PictureArbitraries)], MaxTest = 40)]
public sealed class SvgLaws
{
    [Law]
    public void A_picture_is_XML_without_a_number_that_is_none(PictureCase picture)
    {
        var text = Svg.Render(picture.Picture);
        var svg = XDocument.Parse(text);
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        foreach (var attribute in svg.Descendants().Attributes())
            Assert.DoesNotMatch("NaN|Infinity|∞|[0-9]E[+-]?[0-9]", attribute.Name == "fill" || attribute.Name == "id"
                || attribute.Name == "clip-path" ? "" : attribute.Value);
    }

    [Law]
    public void A_picture_depends_on_nothing_else(PictureCase picture, PictureCase other)
    {
        var first = Svg.Render(picture.Picture);
        Svg.Render(other.Picture);
        Assert.Equal(first, Svg.Render(picture.Picture));
    }

    [Law]
    public void Every_mark_is_within_the_picture(PictureCase picture)
    {
        var svg = XDocument.Parse(Svg.Render(picture.Picture));
        // What is clipped may go on for a line's width or two where nobody sees it.
        var (seen, clipped) = (SvgPlaces.ViewBox(svg).Grown(0.02), SvgPlaces.ViewBox(svg).Grown(16));
        Assert.All(SvgPlaces.Marks(svg),
            mark => Assert.True((mark.Clipped ? clipped : seen).Holds(mark.At), $"{mark} outside of {seen}"));
    }

    [Law]
    public void No_text_is_cut_off_or_too_small_to_read(PictureCase picture)
    {
        var svg = XDocument.Parse(Svg.Render(picture.Picture));
        var page = SvgPlaces.ViewBox(svg).Grown(1);
        Assert.All(SvgPlaces.Texts(svg), text =>
        {
            Assert.True(text.Size >= 10, $"'{text.Text}' at {text.Size}");
            Assert.True(page.Holds(new(text.Place.X, text.Place.Y)) && page.Holds(
                new(text.Place.Right, text.Place.Bottom)), $"'{text.Text}' at {text.Place} outside of {page}");
        });
    }

    [Law]
    public void No_text_covers_another(PictureCase picture)
    {
        var texts = SvgPlaces.Texts(XDocument.Parse(Svg.Render(picture.Picture))).ToList();
        foreach (var (i, one) in texts.Index())
            foreach (var other in texts.Skip(i + 1))
            {
                Assert.False(one.Place.Meets(other.Place.Grown(-0.5)), $"{one} covers {other}");
            }
    }

    [Fact]
    public void Pictures_for_a_narrow_page_are_narrow_and_their_text_is_not_small()
    {
        const double Width = 376;
        Line curve = new("training", [.. Enumerable.Range(0, 9).Select(i => new Point(i, i * i))]);
        var chart = new Chart("A network of five layers", new("step"), new("loss"), curve);
        Picture[] pictures =
        [
            chart,
            new Panels("Learning", 4, [.. Enumerable.Repeat(chart, 16)]),
            new Panels("4 × 4 by 3 × 3", 3, [.. Enumerable.Repeat(new NumberGrid("image", 4, [.. new double[16]]), 6)]),
            new ImageGrid("Digits", 10, [.. Enumerable.Range(0, 40).Select(i => new Image(
                $"{i} taken for 7", 28, [.. new double[784]]))]),
        ];
        foreach (var svg in pictures.Select(picture => XDocument.Parse(Svg.Render(picture, Width))))
        {
            Assert.InRange(SvgPlaces.ViewBox(svg).Width, 100, Width * 1.08);
            Assert.All(SvgPlaces.Texts(svg), text => Assert.True(text.Size >= 10));
        }
    }

    [Law]
    public void A_name_for_clipping_is_used_for_one_place_only(PictureCase picture)
    {
        var svg = XDocument.Parse(
            Svg.Render(new Panels("", 2, picture.Picture, new Chart("more", new("x"), new("y")), picture.Picture)));
        var names = svg.Descendants().Where(element => element.Name.LocalName == "clipPath")
            .Select(element => element.Attribute("id")!.Value).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Markup_in_names_is_shown_as_it_is()
    {
        const string Name = "<b> & \"c\" 'd' ]]>";
        var svg = XDocument.Parse(
            Svg.Render(new Chart(Name, new("x"), new("y"), new Line(Name + "!", [new(0, 0), new(1, 1)]))));
        Assert.Equal(2, SvgPlaces.Texts(svg).Count(text => text.Text.StartsWith(Name, StringComparison.Ordinal)));
    }
}
