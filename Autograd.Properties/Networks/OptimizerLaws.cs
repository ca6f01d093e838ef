using Autograd.Graph;
using Autograd.Nn;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Optimizers against the book's equations written for one number.</summary>
public sealed class OptimizerLaws
{
    private static readonly Expr Origin = Tensor.Vector(-7.0, 2);

    public static TheoryData<string, double, double> Ends => new()
    {
        { "SGD", -0.35039, 0.08478 }, { "Momentum", 0.89641, 0.08809 }, { "Adam", 0.13601, 0.31825 },
    };

    [Property(MaxTest = 50)]
    public void Sgd_is_the_books_equation(int seed) => Agree(seed, (eta, _) => Optimizers.Sgd(eta), (eta, _) => (p, g) => p - (eta * g));

    [Property(MaxTest = 50)]
    public void Momentum_is_the_books_equations(int seed) => Agree(seed, Optimizers.Momentum, (eta, alpha) =>
    {
        var v = 0.0;
        return (p, g) => p + (v = (alpha * v) - (eta * g));
    });

    [Property(MaxTest = 50)]
    public void Adam_is_the_algorithm_of_Kingma_and_Ba(int seed) => Agree(seed, (eta, beta) => Optimizers.Adam(eta, beta), (eta, beta) =>
    {
        var (m, v, t) = (0.0, 0.0, 0);
        return (p, g) =>
        {
            t++;
            m = (beta * m) + ((1 - beta) * g);
            v = (0.999 * v) + (0.001 * g * g);
            return p - (eta * (m / (1 - Math.Pow(beta, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8));
        };
    });

    // The figures of the book's own script.
    [Theory]
    [MemberData(nameof(Ends))]
    public void Thirty_updates_on_the_books_valley_end_where_the_books_do(string name, double x, double y)
    {
        var optimizer = name switch { "SGD" => Optimizers.Sgd(0.95), "Momentum" => Optimizers.Momentum(0.1), _ => Optimizers.Adam(0.3) };
        var (p, state) = (Origin, optimizer.Start(Origin));
        for (var i = 0; i < 30; i++)
        {
            var valley = (p * p * Tensor.Vector(0.05, 1)).Sum();
            (p, state) = optimizer.Step(valley.Gradient(p), state, p);
            (p, state) = (p.Evaluate<double>(), state.Evaluate<double, OptimizerState<Expr>>());
        }

        var end = p.Evaluate<double>();
        Assert.Equal(x, end[0], 5e-6);
        Assert.Equal(y, end[1], 5e-6);
    }

    [Fact]
    public void A_rate_that_is_none_is_refused()
    {
        foreach (var bad in new[] { 0, -0.1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Optimizers.Sgd(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => Optimizers.Momentum(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => Optimizers.Adam(bad));
        }
    }

    // Random gradients, two parameters in one record, in doubles.
    private static void Agree(int seed, Func<double, double, GradientTransform> make, Func<double, double, Func<double, double, double>> scalar)
    {
        var random = new Random(seed);
        var (eta, decay) = (Math.Exp((random.NextDouble() * 5) - 5), random.NextDouble());
        var (optimizer, rules) = (make(eta, decay), new[] { scalar(eta, decay), scalar(eta, decay), scalar(eta, decay) });
        var p = new[] { random.NextDouble(), -3 * random.NextDouble(), 0 };
        var net = Record(p);
        var state = optimizer.Start(net);
        for (var step = 0; step < 20; step++)
        {
            var g = p.Select(_ => random.Next(5) == 0 ? 0 : (20 * random.NextDouble()) - 10).ToArray();
            p = [.. p.Select((value, i) => rules[i](value, g[i]))];
            (net, state) = optimizer.Step(Record(g), state, net);
            (net, state) = (net.Evaluate<double, Pair<Expr, Expr>>(), state.Evaluate<double, OptimizerState<Pair<Expr, Expr>>>());
            var (first, second) = (net.First.Evaluate<double>(), net.Second.Evaluate<double>().ToScalar());
            foreach (var (expected, actual) in p.Zip([first[0], first[1], second])) Assert.Equal(expected, actual, 1e-11 * (1 + Math.Abs(expected)));
        }
    }

    private static Pair<Expr, Expr> Record(double[] values) => new(Tensor.Vector(values[0], values[1]), values[2]);
}
