using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// What the rules of an op give where calculus is silent: at kinks, beside infinities, and for inputs that nothing
/// flows through.
/// </summary>
internal static class OpConventionLaws
{
    private static readonly ImmutableArray<double> Odd = [double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static ImmutableArray<OpLaw> All { get; } =
    [
        new("At kinks and limits both modes follow the written conventions", 100,
            sample => Follows(sample, (_, usual) => usual))
        {
            Ops = OpConventions.Has,
            Prepare = OpConventions.Rounded,
        },
        new("What is not chosen passes nothing on, not even an infinity", 40,
            sample => Follows(sample, (random, usual) => random.Next(3) == 0 ? Odd[random.Next(3)] : usual))
        {
            Ops = OpConventions.Chooses,
            Prepare = OpConventions.Rounded,
        },
        new("An input that only chooses has the derivative 0 in both modes", 15, PassesNothing) {
            Ops = op => op == nameof(Where) },
    ];

    private static void Follows(OpSample sample, Func<Random, double, double> element)
    {
        var random = new Random(sample.Seed);
        Tensor<double> Direction(Shape shape) =>
            Tensor.Generate(shape, _ => element(random, (2 * random.NextDouble()) - 1));
        var partials = OpConventions.Of(sample);
        var u = Direction(sample.Node.Shape);
        for (var input = 0; input < sample.Inputs.Length; input++)
        {
            var (at, x) = (input, sample.Arguments[input]);
            if (!sample.Varying.Contains(x)) continue;
            var v = Direction(x.Shape);
            var forward =
                Sums(u.Shape, partials.Where(p => p.Input == at), p => p.To, p => p.Value * v.Elements[p.From]);
            var reverse =
                Sums(x.Shape, partials.Where(p => p.Input == at), p => p.From, p => p.Value * u.Elements[p.To]);
            Close.Tensors($"tangent of {x}", forward, sample.Node.Jvp(x, v).Evaluate<double>(sample.Bindings), 1e-12,
                Close.Scale([forward]));
            Close.Tensors($"cotangent of {x}", reverse, sample.Node.Vjp(u, x).Evaluate<double>(sample.Bindings), 1e-12,
                Close.Scale([reverse]));
        }
    }

    private static Tensor<double> Sums(
        Shape shape, IEnumerable<Partial> partials, Func<Partial, int> place, Func<Partial, double> term)
    {
        var sums = new double[shape.Size];
        foreach (var partial in partials) sums[place(partial)] += term(partial);
        return Tensor.Of(shape, sums.ToImmutableArray());
    }

    private static void PassesNothing(OpSample sample)
    {
        foreach (var x in sample.Arguments.Where(x => x.Kind == ElementKind.Real && !sample.Varying.Contains(x)))
        {
            Assert(sample.Node.Jvp(x, Prelude.Ones(x.Shape)));
            Assert(sample.Node.Vjp(1, x));
        }

        void Assert(Expr derivative) => Close.Tensors(
            sample.Op.Name, Tensor.Full(derivative.Shape, 0.0), derivative.Evaluate<double>(sample.Bindings), 0);
    }
}
