using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>Each optimizer is its equations, and on the book's example gives the book's numbers.</summary>
[Laws(Arbitrary = [typeof(OptimizerArbitraries)], MaxTest = 60)]
public sealed class OptimizersLaws
{
    public static TheoryData<string, double, double> Book { get; } = new()
    {
        { "SGD", -0.35039, 0.08478 },
        { "Momentum", 0.89641, 0.08809 },
        { "Adam", 0.13601, 0.31825 },
        { "AdaGrad", -0.12016, 0 },
        { "Nesterov", 0.68961, -0.00068 },
        { "RMSProp", -0.69742, 0 },
    };

    public static TheoryData<double> BadRates { get; } =
        [0, -0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Law]
    public void Sgd_is_its_equation(GradientSequence sequence, Settings settings) =>
        AssertSame(sequence, Optimizers.Sgd(settings.Rate),
            (x, gradients) => ScalarOptimizers.Sgd(x, gradients, settings.Rate));

    [Law]
    public void Momentum_is_its_equations(GradientSequence sequence, Settings settings) => AssertSame(
        sequence,
        Optimizers.Momentum(settings.Rate, settings.FirstDecay),
        (x, gradients) => ScalarOptimizers.Momentum(x, gradients, settings.Rate, settings.FirstDecay));

    [Law]
    public void Adam_is_its_algorithm(GradientSequence sequence, Settings settings)
    {
        var (rate, first, second, epsilon) = settings;
        AssertSame(
            sequence,
            Optimizers.Adam(rate, first, second, epsilon),
            (x, gradients) => ScalarOptimizers.Adam(x, gradients, rate, first, second, epsilon));
    }

    [Law]
    public void Nesterov_is_its_equations(GradientSequence sequence, Settings settings) => AssertSame(
        sequence,
        Optimizers.Nesterov(settings.Rate, settings.FirstDecay),
        (x, gradients) => ScalarOptimizers.Nesterov(x, gradients, settings.Rate, settings.FirstDecay));

    [Law]
    public void AdaGrad_is_its_equations(GradientSequence sequence, Settings settings) => AssertSame(
        sequence,
        Optimizers.AdaGrad(settings.Rate, settings.Epsilon),
        (x, gradients) => ScalarOptimizers.AdaGrad(x, gradients, settings.Rate, settings.Epsilon));

    [Law]
    public void RmsProp_is_its_equations(GradientSequence sequence, Settings settings) => AssertSame(
        sequence,
        Optimizers.RmsProp(settings.Rate, settings.SecondDecay, settings.Epsilon),
        (x, gradients) =>
            ScalarOptimizers.RmsProp(x, gradients, settings.Rate, settings.SecondDecay, settings.Epsilon));

    [Law]
    public void AdamW_is_its_algorithm(GradientSequence sequence, Settings settings)
    {
        var (rate, first, second, epsilon) = settings;
        var optimizer = Optimizers.Chain(
            new ScaleByAdam(first, second, epsilon), new AddDecayedWeights(0.1, LeastRank: 0), new Scale(-rate));
        AssertSame(sequence, optimizer,
            (x, gradients) => ScalarOptimizers.AdamW(x, gradients, rate, 0.1, first, second, epsilon));
        Assert.Equal(Optimizers.Chain(new ScaleByAdam(first, second, epsilon), new AddDecayedWeights(0.1),
            new Scale(-rate)), Optimizers.AdamW(rate, 0.1, first, second, epsilon));
    }

    [Law]
    public void Lion_is_its_algorithm(GradientSequence sequence, Settings settings)
    {
        var (rate, first, second, _) = settings;
        var optimizer = Optimizers.Chain(
            new ScaleByLion(first, second), new AddDecayedWeights(0.1, LeastRank: 0), new Scale(-rate));
        AssertSame(sequence, optimizer,
            (x, gradients) => ScalarOptimizers.Lion(x, gradients, rate, 0.1, first, second));
        Assert.Equal(Optimizers.Chain(new ScaleByLion(first, second), new AddDecayedWeights(0.1), new Scale(-rate)),
            Optimizers.Lion(rate, 0.1, first, second));
    }

    [Law]
    public void The_usual_settings_are_the_books(GradientSequence sequence)
    {
        AssertSame(
            sequence, Optimizers.Momentum(0.01), (x, gradients) => ScalarOptimizers.Momentum(x, gradients, 0.01, 0.9));
        AssertSame(sequence, Optimizers.Adam(0.01),
            (x, gradients) => ScalarOptimizers.Adam(x, gradients, 0.01, 0.9, 0.999, 1e-8));
    }

    // The book's figures have five decimals, so the tolerance is half of the last.
    [Theory]
    [MemberData(nameof(Book))]
    public void Section_6_1_thirty_updates_on_a_long_bowl(string name, double x, double y)
    {
        var optimizer = name switch
        {
            "SGD" => Optimizers.Sgd(0.95),
            "Momentum" => Optimizers.Momentum(0.1),
            "AdaGrad" => Optimizers.AdaGrad(1.5),
            "Nesterov" => Optimizers.Nesterov(0.1),
            "RMSProp" => Optimizers.RmsProp(0.1),
            _ => Optimizers.Adam(0.3),
        };
        var place = new Pair<Expr, Expr>(Prelude.Parameter(-7.0), Prelude.Parameter(2.0));
        var state = optimizer.Start(place);
        for (var update = 0; update < 30; update++)
        {
            var gradient = ((place.First.Square() / 20) + place.Second.Square()).Gradient(place);
            (place, state) = optimizer.Step(gradient, state, place);
            (place, state) = (
                place.Evaluate<double, Pair<Expr, Expr>>(), state.Evaluate<double, OptimizerState<Pair<Expr, Expr>>>());
        }

        Assert.Equal(x, place.First.Evaluate<double>().ToScalar(), 5e-6);
        Assert.Equal(y, place.Second.Evaluate<double>().ToScalar(), 5e-6);
    }

    [Theory]
    [MemberData(nameof(BadRates))]
    public void A_learning_rate_that_is_none_is_refused(double rate)
    {
        foreach (var make in new Func<double, GradientTransform>[] {
            r => Optimizers.Sgd(r), r => Optimizers.Momentum(r), r => Optimizers.Nesterov(r),
            r => Optimizers.AdaGrad(r), r => Optimizers.RmsProp(r), r => Optimizers.Adam(r), r => Optimizers.AdamW(r) })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => make(rate));
            Assert.Equal("learningRate", error.ParamName);
            Assert.Contains($"not {rate}", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_decay_that_is_none_is_refused(double decay)
    {
        foreach (var make in new Func<double, GradientTransform>[] { d => new Trace(d), d => new ScaleByAdam(
            d, 0.9, 1e-8), d => new ScaleByAdam(0.9, d, 1e-8), d => new ScaleByRootMeanSquare(d, 1e-8) })
            Assert.Contains($"not {decay}", Assert.Throws<ArgumentOutOfRangeException>(() => make(decay)).Message,
                StringComparison.Ordinal);
    }

    private static void AssertSame(
        GradientSequence sequence, GradientTransform optimizer,
        Func<double, IEnumerable<double>, IEnumerable<double>> reference)
    {
        var expected =
            sequence.Start.Select((x, i) => reference(x, sequence.Gradients.Select(g => g[i])).ToArray()).ToArray();
        Expr place = (Tensor)sequence.Start;
        var state = optimizer.Start(place);
        for (var step = 0; step < sequence.Gradients.Length; step++)
        {
            (place, state) = optimizer.Step((Expr)(Tensor)sequence.Gradients[step], state, place);
            (place, state) = (place.Evaluate<double>(), state.Evaluate<double, OptimizerState<Expr>>());
            var actual = place.Evaluate<double>();
            for (var i = 0; i < expected.Length; i++)
            {
                Close.Numbers($"place {i} after step {step + 1}", expected[i][step], actual.Elements[i], 1e-11);
            }
        }
    }
}
