using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// One entry of a Jacobian that is not 0: how element <c>To</c> of the result moves with element <c>From</c> of an
/// input.
/// </summary>
internal readonly record struct Partial(int To, int Input, int From, double Value);

/// <summary>
/// The partial derivatives of ops with kinks, jumps and limits, at these too, as plain formulas of the inputs'
/// elements.
/// </summary>
internal static class OpConventions
{
    /// <summary>Whether an op has a convention.</summary>
    public static bool Has(string op) =>
        op == nameof(Max) || IsPool(op) || ElementwiseCases.ByName.GetValueOrDefault(op)?.Partial is not null;

    /// <summary>
    /// Whether an op chooses among inputs, so that not even an infinity comes through from the others.
    /// </summary>
    public static bool Chooses(string op) =>
        IsPool(op) || op == nameof(Max) || ElementwiseCases.ByName.GetValueOrDefault(op)?.Chooses == true;

    /// <summary>The entries of the Jacobian that are not 0.</summary>
    public static ImmutableArray<Partial> Of(OpSample sample) =>
    [
        .. (sample.Op is Max max ? Along(sample[0], max.Axes)
            : IsPool(sample.Op.Name) ? Pooled(sample)
            : EachElement(sample, ElementwiseCases.ByName[sample.Op.Name].Partial!))
            .Where(partial => partial.Value != 0),
    ];

    /// <summary>Whole numbers in the place of the sample's, so that equal ones and zeros are frequent.</summary>
    public static OpSample Rounded(OpSample sample)
    {
        var isNumber = sample.Arguments is [_, { Op: Literal }];
        return sample.At(sample.Inputs.Select(
            (_, input) => (Tensor)Tensor.Generate(sample[input].Shape, i => Round(sample[input].Elements[i], input))));

        double Round(double x, int input) => sample.Op switch
        {
            Max => Math.Round(x / 2),
            MaxPool or MaxPoolTangent or MaxPoolCotangent => input == 0 ? Math.Round(x / 2) : x,
            // It takes a negative base where the exponent is a whole number in the graph.
            Power when isNumber =>
                input == 0 ? Math.Round(x * (sample.Seed % 2 == 0 ? 1 : -1)) : Math.Max(1, Math.Abs(Math.Round(x))),
            // Halves as exponents: at 0 the derivative of a root is infinite, that of a power above 1 is 0.
            Power => Math.Abs(Math.Round(x)) / (1 + input),
            _ => Math.Round(x),
        };
    }

    private static bool IsPool(string op) =>
        op is nameof(MaxPool) or nameof(MaxPoolTangent) or nameof(MaxPoolCotangent);

    private static IEnumerable<Partial> EachElement(OpSample sample, Func<double[], int, double> partial)
    {
        var inputs = sample.Inputs.Select((_, i) => sample[i]).ToArray();
        var places = inputs.Select(input => Tensor.Generate(input.Shape, i => (double)i)).ToArray();
        return Naive.Indices(Naive.Join(inputs.Select(input => input.Shape))).SelectMany((index, to) =>
        {
            double[] x = [.. inputs.Select(input => Naive.Broadcast(input, index))];
            return x.Select((_, i) => new Partial(to, i, (int)Naive.Broadcast(places[i], index), partial(x, i)));
        });
    }

    private static IEnumerable<Partial> Along(Tensor<double> x, IReadOnlyList<int> axes) => Naive.Indices(x.Shape)
        .Select((index, from) => (Kept: string.Join(',', index.Where((_, axis) => !axes.Contains(axis))), From: from))
        .GroupBy(element => element.Kept, element => element.From)
        .SelectMany((group, to) =>
        {
            var largest = group.Max(from => x.Elements[from]);
            var chosen = group.Where(from => x.Elements[from] == largest).ToList();
            return chosen.Select(from => new Partial(to, 0, from, 1.0 / chosen.Count));
        });

    // Each of the largest has its part of its window; the derivatives of a pool are these parts, and do not move with
    // the images.
    private static IEnumerable<Partial> Pooled(OpSample sample)
    {
        var (windows, x) = (PoolCases.WindowsOf(sample.Op)!, sample[0]);
        var (window, element) = (Numbers(PoolCases.Results(windows, x.Shape)), Numbers(x.Shape));
        return PoolCases.Chosen(windows, x).Select(each => sample.Op is MaxPoolCotangent
            ? new Partial(element[each.Element], 1, window[each.Window], each.Part)
            : new Partial(window[each.Window], sample.Op is MaxPool ? 0 : 1, element[each.Element], each.Part));
    }

    private static Tensor<int> Numbers(Shape shape) => Tensor.Generate(shape, i => i);
}
