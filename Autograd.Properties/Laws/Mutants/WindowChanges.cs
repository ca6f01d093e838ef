using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Mutants;

/// <summary>The ways in which windows on images may lie wrong and still fit the shapes.</summary>
internal static class WindowChanges
{
    public static IEnumerable<RuleChange> Of(Expr node)
    {
        if (node.Shape.Size == 0 || node.Inputs.Any(input => input.Shape.Size == 0)
            || Laid(node) is not var (windows, image, with))
        {
            return [];
        }

        var (size, stride, padding, dilation) = windows;
        var places = windows.Over(image);
        ConvolutionGeometry[] strides = [windows with { Stride = (stride.Height + 1, stride.Width) },
            windows with { Stride = (stride.Height, stride.Width + 1) }, windows with { Stride = 1 }];
        ConvolutionGeometry[] dilations = [windows with { Dilation = (dilation.Height + 1, dilation.Width) },
            windows with { Dilation = (dilation.Height, dilation.Width + 1) }, windows with { Dilation = 1 }];
        ConvolutionGeometry[] paddings = [windows with { Padding = (padding.Height + 1, padding.Width) },
            windows with { Padding = (padding.Height, padding.Width + 1) }, windows with { Padding = 0 }];
        ConvolutionGeometry[] exchanged = [new(Turned(size), Turned(stride), Turned(padding), Turned(dilation))];
        return
        [
            .. First("another stride", node, strides),
            .. First("another dilation", node, dilations),
            .. First("another padding", node, paddings),
            .. First("height and width exchanged", node, exchanged),
        ];

        IEnumerable<RuleChange> First(string name, Expr at, IEnumerable<ConvolutionGeometry> others) => others
            .Where(other => Seen(other, places) != Seen(windows, places)).Select(with)
            .Where(op => MovementChanges.Fits(op, at)).Take(1)
            .Select(op => new RuleChange(name, () => Expr.Apply(op, at.Inputs.AsSpan())));
    }

    private static (ConvolutionGeometry Windows, Size2D Image, Func<ConvolutionGeometry, Op> With)? Laid(Expr node) =>
        node.Op switch
        {
            Convolution op => (op.Geometry, Sides(node.Inputs[0]), other => op with { Geometry = other }),
            ConvolutionFilterGradient op => (op.Geometry, Sides(node.Inputs[0]), other => op with { Geometry = other }),
            TransposedConvolution op => (op.Geometry, op.Image, other => op with { Geometry = other }),
            MaxPoolTangent op => (op.Geometry, Sides(node.Inputs[0]), other => op with { Geometry = other }),
            MaxPoolCotangent op => (op.Geometry, Sides(node.Inputs[0]), other => op with { Geometry = other }),
            Im2Col op => (op.Geometry, Sides(node.Inputs[0]), other => new Im2Col(other)),
            Col2Im op => (op.Geometry, op.Image, other => op with { Geometry = other }),
            _ => null,
        };

    // A stride is not seen where there is one window, nor a dilation in windows of one element.
    private static ConvolutionGeometry Seen(ConvolutionGeometry windows, Size2D places) => windows with
    {
        Stride = (places.Height > 1 ? windows.Stride.Height : 1, places.Width > 1 ? windows.Stride.Width : 1),
        Dilation = (
            windows.Size.Height > 1 ? windows.Dilation.Height : 1, windows.Size.Width > 1 ? windows.Dilation.Width : 1),
    };

    private static Size2D Sides(Expr images) => (images.Shape[2], images.Shape[3]);

    private static Size2D Turned(Size2D sides) => (sides.Width, sides.Height);
}
