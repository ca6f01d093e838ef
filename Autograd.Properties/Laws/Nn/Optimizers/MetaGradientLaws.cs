using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>Derivatives through every optimizer are finite and right, also where gradients are exactly 0.</summary>
public sealed class MetaGradientLaws
{
    public static TheoryData<string> Names => [.. EveryOptimizer.By.Keys];

    [Fact]
    public void Every_transform_of_the_library_is_among_these()
    {
        var known = EveryOptimizer.By.Values.SelectMany(make => EveryOptimizer.Types(make(0.1))).ToHashSet();
        Assert.DoesNotContain(
            typeof(GradientTransform).Assembly.GetExportedTypes(),
            type => type.IsSubclassOf(typeof(GradientTransform)) && !known.Contains(type));
    }

    [Law(MaxTest = 5)]
    public void Through_one_step_and_several_reverse_is_forward_and_the_complex_step(int seed)
    {
        foreach (var (name, make) in EveryOptimizer.By)
        {
            foreach (var steps in new[] { 1, 3 })
            {
                AssertRight($"{name}, {steps} steps, seed {seed}", make, steps, new Random(seed));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_all_gradients_are_zero_the_derivative_is_that_of_what_else_moves(string name)
    {
        // One leaf does not occur in the loss, the other has a dead relu: nothing but decay moves them.
        var (first, second, rate) = (Variable("first", [2, 2]), Variable("second", [3]), Variable("rate"));
        var optimizer = EveryOptimizer.By[name](rate);
        var place = new Pair<Expr, Expr>(first, second);
        var (at, state) = (place, optimizer.Start(place));
        for (var step = 0; step < 3; step++)
        {
            var gradient = (at.Second.Square() * (at.Second - 9).Relu()).Sum().Gradient(at);
            (at, state) = optimizer.Step(gradient, state, at);
        }

        var derivative = (at.First.Sum() + at.Second.Sum()).Gradient(new Pair<Pair<Expr, Expr>, Expr>(place, rate));
        var values = derivative.Evaluate<double, Pair<Pair<Expr, Expr>, Expr>>(
            (first, Tensor.Of([2, 2], 1.0, -2, 3, -4)), (second, Tensor.Vector(0.5, 1, -2)),
            (rate, Tensor.Of([], 0.1)));
        foreach (var (path, value) in values.Leaves())
        {
            foreach (var number in value.Evaluate<double>().Elements)
            {
                if (name is "Decay" or "AdamW" or "Lion") Assert.True(double.IsFinite(number), $"{path}: {number}");
                else Assert.Equal(path == "Second" ? 0 : 1, number);
            }
        }
    }

    [Theory]
    [InlineData(1e-8, 1e8)]
    [InlineData(1e-2, 1e2)]
    public void At_a_minimum_a_step_of_Adam_has_the_slope_of_a_gradient_over_epsilon(double epsilon, double slope)
    {
        // From p, the first step on ½p² leads to p − η p / (|p| + ε), whose derivative at 0 is 1 − η / ε.
        var p = Variable("p");
        foreach (var optimizer in new[] { Optimizers.Adam(0.5, epsilon: epsilon), Optimizers.AdaGrad(0.5, epsilon) })
        {
            var (next, _) = optimizer.Step((0.5 * p.Square()).Gradient(p), optimizer.Start(p), p);
            Close.Numbers("slope", 1 - (0.5 * slope), next.Gradient(p).Evaluate<double>((p, 0.0)).ToScalar(), 1e-12);
            Close.Numbers(
                "forward", 1 - (0.5 * slope), next.Jvp(p, (Expr)1).Evaluate<double>((p, 0.0)).ToScalar(), 1e-12);
            Assert.True(double.IsFinite(next.Gradient(p).Gradient(p).Evaluate<double>((p, 0.0)).ToScalar()));
        }
    }

    private static void AssertRight(string what, Func<Expr, GradientTransform> make, int steps, Random random)
    {
        var (first, second, rate) = (Variable("first", [2, 2]), Variable("second", [3]), Variable("rate"));
        var start = new Pair<Expr, Expr>(first, second);
        double Number() => Math.Round((2 * random.NextDouble()) - 1, 2);

        // A target that is the start has a gradient of exactly 0 that the start moves; a dead relu one that nothing
        // moves.
        var (a, b) = (Tensor.Generate([2, 2], _ => Number()), Tensor.Generate([3], _ => Number()));
        var target = Tensor.Generate([2, 2], i => random.Next(2) == 0 ? a.Elements[i] : Number());
        var alive = Tensor.Generate([3], i => random.Next(2) == 0 ? -5.0 : 2 + i);
        Expr Loss(Pair<Expr, Expr> p) =>
            (0.5 * (p.First - target).Square().Sum()) + (0.3 * (p.Second + alive).Relu().Square().Sum());

        var optimizer = make(rate);
        var (place, state) = (start, optimizer.Start(start));
        for (var step = 0; step < steps; step++)
        {
            (place, state) = optimizer.Step(Loss(place).Gradient(place), state, place);
        }

        var meta = place.First.Square().Sum() + place.Second.Sin().Sum() + (place.First.Sum() * place.Second.Sum());

        var variables = new Pair<Pair<Expr, Expr>, Expr>(start, rate);
        (Expr, Tensor)[] at = [(first, a), (second, b), (rate, Tensor.Of([], 0.125))];
        var nodes = variables.Leaves().Select(leaf => leaf.Value).ToValueList();
        var gradient = variables.WithLeaves(meta.Gradient(variables).Leaves().Select(leaf => leaf.Value).ToArray());
        var reverse = gradient.Leaves().Select(leaf => leaf.Value.Evaluate<double>(at)).ToArray();
        var scale = Close.Scale(reverse);
        for (var seed = 0; seed < 3; seed++)
        {
            var direction = Directions.Random(nodes.Select(node => node.Shape), seed);
            var along = Directions.Inner(reverse, direction);
            Assert.True(double.IsFinite(along), $"{what}: the derivative is {along}");
            var forward = meta.Jvp(variables, variables.WithLeaves([.. direction.Select(d => (Expr)d)]))
                .Evaluate<double>(at).ToScalar();
            Close.Numbers($"{what}: forward", along, forward, 1e-11, scale);
            Close.Numbers($"{what}: complex step", Oracles.ComplexStep(meta, at, nodes, direction), along, 1e-9, scale);
        }
    }
}
