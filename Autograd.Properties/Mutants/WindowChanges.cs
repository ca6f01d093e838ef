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
        Windows[] strides = [windows with { Stride = (stride.Height + 1, stride.Width) },
            windows with { Stride = (stride.Height, stride.Width + 1) }, windows with { Stride = 1 }];
        Windows[] dilations = [windows with { Dilation = (dilation.Height + 1, dilation.Width) },
            windows with { Dilation = (dilation.Height, dilation.Width + 1) }, windows with { Dilation = 1 }];
        Windows[] paddings = [windows with { Padding = (padding.Height + 1, padding.Width) },
            windows with { Padding = (padding.Height, padding.Width + 1) }, windows with { Padding = 0 }];
        Windows[] exchanged = [new(Turned(size), Turned(stride), Turned(padding), Turned(dilation))];
        return
        [
            .. First("another stride", node, strides),
            .. First("another dilation", node, dilations),
            .. First("another padding", node, paddings),
            .. First("height and width exchanged", node, exchanged),
        ];

        IEnumerable<RuleChange> First(string name, Expr at, IEnumerable<Windows> others) => others
            .Where(other => Seen(other, places) != Seen(windows, places)).Select(with)
            .Where(op => MovementChanges.Fits(op, at)).Take(1)
            .Select(op => new RuleChange(name, () => Expr.Apply(op, at.Inputs.AsSpan())));
    }

    private static (Windows Windows, Sides Image, Func<Windows, Op> With)? Laid(Expr node) => node.Op switch
    {
        Convolution op => (op.Windows, Sides(node.Inputs[0]), other => op with { Windows = other }),
        ConvolutionWeights op => (op.Windows, Sides(node.Inputs[0]), other => op with { Windows = other }),
        TransposedConvolution op => (op.Windows, op.Image, other => op with { Windows = other }),
        MaxPoolTangent op => (op.Windows, Sides(node.Inputs[0]), other => op with { Windows = other }),
        MaxPoolCotangent op => (op.Windows, Sides(node.Inputs[0]), other => op with { Windows = other }),
        Im2Col op => (op.Windows, Sides(node.Inputs[0]), other => new Im2Col(other)),
        Col2Im op => (op.Windows, op.Image, other => op with { Windows = other }),
        _ => null,
    };

    // A stride is not seen where there is one window, nor a dilation in windows of one element.
    private static Windows Seen(Windows windows, Sides places) => windows with
    {
        Stride = (places.Height > 1 ? windows.Stride.Height : 1, places.Width > 1 ? windows.Stride.Width : 1),
        Dilation = (
            windows.Size.Height > 1 ? windows.Dilation.Height : 1, windows.Size.Width > 1 ? windows.Dilation.Width : 1),
    };

    private static Sides Sides(Expr images) => (images.Shape[2], images.Shape[3]);

    private static Sides Turned(Sides sides) => (sides.Width, sides.Height);
}
