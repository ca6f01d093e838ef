using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// The error of a sum in single precision grows with the logarithm of its length: below 2·10⁻⁶ of the sum of absolute
/// values.
/// </summary>
public sealed class LongSumLaws
{
    private const double Most = 2e-6;

    private static readonly ImmutableArray<Func<Random, int, float>> Numbers =
    [
        (_, _) => 1,
        (random, _) => random.NextSingle(),
        (random, i) => (i % 2 == 0 ? 1e6f : -1e6f) * (1 + random.NextSingle()),
    ];

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_003)]
    [InlineData(5_000_011)]
    public void Sums_and_means_of_rows_of_columns_and_of_all(int n)
    {
        foreach (var (kind, next) in Numbers.Index())
        {
            var x = Of(n * 2, next, kind);
            var (all, rows, columns) =
                (Prelude.Variable("x", [2 * n]), Prelude.Variable("x", [2, n]), Prelude.Variable("x", [n, 2]));
            Near(Run(all.Sum(), x), 1, _ => Enumerable.Range(0, 2 * n).Select(i => (double)x[i]));
            Near(Run(rows.Sum(1), x), 1, j => Enumerable.Range(0, n).Select(i => (double)x[(j * n) + i]));
            Near(Run(columns.Sum(0), x), 1, j => Enumerable.Range(0, n).Select(i => (double)x[(2 * i) + j]));
            Near(Run(rows.Mean(1), x), n, j => Enumerable.Range(0, n).Select(i => (double)x[(j * n) + i]));
            Near(Run(columns.Mean(0), x), n, j => Enumerable.Range(0, n).Select(i => (double)x[(2 * i) + j]));
        }
    }

    [Theory]
    [InlineData(1, 1, 5_000_011)]
    [InlineData(1, 1, 1_000)]
    [InlineData(3, 1, 300_007)]
    [InlineData(1, 3, 300_007)]
    [InlineData(5, 9, 200_003)]
    [InlineData(300, 40, 784)]
    [InlineData(64, 33, 5_000)]
    public void Products_of_vectors_and_of_matrices(int m, int n, int k)
    {
        foreach (var (kind, next) in Numbers.Index())
        {
            var (x, y) = (Of(m * k, next, kind), Of(k * n, Numbers[1], 7));
            var (a, b) = (Prelude.Variable("a", [m, k]), Prelude.Variable("b", [k, n]));
            Near(Run(a.Dot(b), x, b, y), 1,
                at => Enumerable.Range(0, k).Select(i => (double)x[(at / n * k) + i] * y[(i * n) + (at % n)]));
        }
    }

    [Fact]
    public void Forty_million_numbers_summed_averaged_and_dotted()
    {
        const int n = 40_000_000;
        var x = Prelude.Variable("x", [n]);
        var pairs = x.Reshape(n / 2, 2);
        var frame = Plan<float>.Make([x],
            [x.Sum(), x.Mean(), x.Dot(x), pairs.Sum(0), pairs.Transpose().Dot(pairs)]).NewExecution();
        frame.Input(0).Fill(1);
        frame.Run();
        Assert.Equal([n, 1, n], [frame.Output(0)[0], frame.Output(1)[0], frame.Output(2)[0]]);
        Assert.Equal([n / 2, n / 2], frame.Output(3).ToArray());
        Assert.Equal([n / 2, n / 2, n / 2, n / 2], frame.Output(4).ToArray());

        var (random, sum, squares) = (new Random(5), 0.0, 0.0);
        foreach (ref var number in frame.Input(0))
        {
            number = random.NextSingle();
            sum += number;
            squares += (double)number * number;
        }

        frame.Run();
        Assert.InRange(frame.Output(0)[0] / sum, 1 - Most, 1 + Most);
        Assert.InRange(frame.Output(1)[0] / (sum / n), 1 - Most, 1 + Most);
        Assert.InRange(frame.Output(2)[0] / squares, 1 - Most, 1 + Most);
        Assert.InRange(frame.Output(3)[0] / (sum / 2), 1 - 1e-3, 1 + 1e-3);
        Assert.InRange((frame.Output(4)[0] + (double)frame.Output(4)[3]) / squares, 1 - Most, 1 + Most);

        frame.Input(0).Fill(0.1f);
        frame.Run();
        Assert.InRange(frame.Output(1)[0], 0.1f * (1 - Most), 0.1f * (1 + Most));
    }

    [Theory]
    [InlineData(1, 700, 3, 3)]
    [InlineData(1, 5_000, 1, 4)]
    [InlineData(40, 1, 100, 3)]
    [InlineData(2, 2, 300, 2)]
    public void Convolutions_and_their_gradients_of_many_channels_images_and_places(int images, int channels, int side,
        int filters)
    {
        const int size = 3;
        foreach (var (kind, next) in Numbers.Index())
        {
            var (x, w) = (Prelude.Variable("x", [images, channels, side, side]),
                Prelude.Variable("w", [filters, channels, size, size]));
            var y = x.Convolution(w, padding: 1);
            var g = Prelude.Variable("g", y.Shape);
            Expr[] roots = [y, y.Vjp(g, x), y.Vjp(g, w)];
            var (xs, ws, gs) = (Of(x.Shape.Size, next, kind), Of(w.Shape.Size, Numbers[1], 8),
                Of(g.Shape.Size, Numbers[1], 9));
            foreach (var root in roots)
            {
                var exact = Sum<double>(root, v => v);
                var absolute = Sum<double>(root, Math.Abs);
                var actual = Sum<float>(root, v => v);
                for (var i = 0; i < actual.Length; i++) Assert.InRange(Math.Abs(actual[i] - exact[i]), 0,
                    Most * absolute[i]);
            }

            double[] Sum<T>(Expr root, Func<double, double> map)
                where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
            {
                var frame = Plan<T>.Make([x, w, g], [root]).NewExecution();
                foreach (var (i, values) in new[] { xs, ws, gs }.Index())
                {
                    for (var j = 0; j < values.Length; j++) frame.Input(i)[j] = T.CreateTruncating(map(values[j]));
                }

                frame.Run();
                return [.. frame.Output(0).ToArray().Select(double.CreateTruncating)];
            }
        }
    }

    [Fact]
    public void Slices_added_to_one_place()
    {
        const int n = 5_000_000;
        var (x, at) = (Prelude.Variable("x", [n]), Prelude.Variable("at", new TensorType([n], ElementKind.Index)));
        var frame = Plan<float>.Make([x, at], [Expr.Apply(new Autograd.Graph.Ops.ScatterAdd(0, 3), x, at)])
            .NewExecution();
        frame.Set(1, Tensor.Full<int>([n], 1));
        var values = Of(n, Numbers[1], 4);
        values.CopyTo(frame.Input(0));
        frame.Run();
        Assert.InRange(frame.Output(0)[1] / values.Sum(v => (double)v), 1 - Most, 1 + Most);
    }

    [Fact]
    public void Variance_and_the_sums_of_softmax_over_long_rows()
    {
        const int n = 1_000_003;
        var x = Prelude.Variable("x", [n]);
        var values = Of(n, Numbers[1], 3);
        var exact = values.Select(v => (double)v).ToArray();
        var mean = exact.Average();
        Assert.Equal(exact.Sum(v => (v - mean) * (v - mean)) / n, Run(x.Variance(), values)[0], exact.Length * 2e-13);
        Assert.Equal(Math.Log(exact.Sum(Math.Exp)), Run(x.LogSumExp(), values)[0], 1e-5);
        Assert.Equal(1, Run(x.Softmax().Sum(), values)[0], 4e-6);
    }

    private static float[] Of(int count, Func<Random, int, float> next, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => next(random, i))];
    }

    private static float[] Run(Expr root, float[] x, Expr? second = null, float[]? y = null)
    {
        var first = Topology.InOrder([root]).First(node => node.Op is Autograd.Graph.Ops.Variable && node != second);
        var frame = Plan<float>.Make(second is null ? [first] : [first, second], [root]).NewExecution();
        x.CopyTo(frame.Input(0));
        y?.CopyTo(frame.Input(1));
        frame.Run();
        return frame.Output(0).ToArray();
    }

    private static void Near(float[] sums, int divisor, Func<int, IEnumerable<double>> terms)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            var (exact, absolute) = (0.0, 0.0);
            foreach (var term in terms(i)) (exact, absolute) = (exact + term, absolute + Math.Abs(term));
            Assert.InRange(Math.Abs(sums[i] - (exact / divisor)), 0, Most * absolute / divisor);
        }
    }
}
