using System.Collections.Immutable;
using System.Diagnostics;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>
/// Four times the graph takes about four times the memory and the time: to build, differentiate, print, compute and
/// compile.
/// </summary>
public sealed class GrowthLaws
{
    // A quadratic step of 16,000 would take minutes; the clock allows for a machine that is busy with other things.
    private const int Few = 4000;
    private const int Many = 16_000;
    private const int MostSeconds = 60;

    public static TheoryData<string> Kinds => [.. Growing.Keys];

    private static ImmutableSortedDictionary<string,
        Func<int, (Expr Scalar, ImmutableArray<Expr> Variables)>> Growing
    { get; } =
        new Dictionary<string, Func<int, (Expr Scalar, ImmutableArray<Expr> Variables)>>
        {
            ["one concatenation"] = n =>
                Over(Numbers(n, []), all => all.Select(x => x.Reshape(1)).Concatenate().Square().Sum()),
            ["one concatenation along the inner axis"] = n =>
                Over(Numbers(n, [2, 1]), all => all.Concatenate(1).Square().Sum()),
            ["a long sum"] = n => Over(Numbers(n, []), all => all.Select(x => x.Sin()).Aggregate((a, b) => a + b)),
            ["many small tensors"] = n =>
                Over(Numbers(n, [2]), all => all.Select(x => x.Tanh().Sum()).Aggregate((a, b) => a + b)),
            ["numbers that share one"] = n =>
                Over(Numbers(n, []), all => all.Skip(1).Select(x => x * all[0]).Aggregate((a, b) => a + b.Square())),
            ["one number used often"] = n =>
                Over(Numbers(1, []), x => Times(n, i => x[0] * (i + 0.5)).Aggregate((a, b) => a + b)),
            ["one part used often"] = n =>
                Over(Numbers(1, [1]), x => Enumerable.Repeat(x[0], n).Concatenate().Square().Sum()),
            ["one vector in slices"] = n => Over(
                Numbers(1, [n]), x => Times(n, i => x[0].Slice(0, i, 1).Square().Sum()).Aggregate((a, b) => a + b)),
            ["one vector at indices"] = n => Over(Numbers(1, [n]),
                x => Times(n, i => x[0].Gather(Tensor.Vector(i)).Square().Sum()).Aggregate((a, b) => a + b)),
        }.ToImmutableSortedDictionary();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_grows_faster_than_the_graph(string kind)
    {
        Measure(kind, 100);
        var (few, many) = (Measure(kind, Few), Measure(kind, Many));
        // The table of interned nodes, which all tests share, grows now and then: not in two runs of one size.
        var again = Measure(kind, Many);
        foreach (var (what, bytes) in few)
        {
            Assert.True(Math.Min(many[what], again[what]) <= (6 * bytes) + 1_000_000,
                $"{kind}, {what}: {bytes:N0} bytes for {Few:N0}, {many[what]:N0} for {Many:N0}.");
        }
    }

    [Fact]
    public void A_record_of_many_leaves_is_mapped_replaced_and_substituted_in_its_size()
    {
        var clock = Stopwatch.StartNew();
        var all = new Leaves(Numbers(100_000, []));
        var sum = all.All.Aggregate((a, b) => a + b);
        var replaced = sum.Substitute([.. all.All.Select(x => (x, x + 1))]);
        Assert.InRange(Topology.InOrder([replaced]).Length, 299_990, 300_010);
        Assert.Equal(100_000, replaced.Gradient(all).Leaves().Length);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, MostSeconds);
    }

    // What each step allocates: every result that is as large as the graph, and every list that is made on the way.
    private static Dictionary<string, long> Measure(string kind, int n)
    {
        var clock = Stopwatch.StartNew();
        var steps = new Dictionary<string, long>();
        var (scalar, variables) = Step("building", () => Growing[kind](n));
        var gradient = Step("reverse mode", () => scalar.Gradient(variables.AsSpan()));
        var all = new Leaves(variables);
        var forward = Step("forward mode", () => scalar.Jvp(all, all.Map((Expr x) => Ones(x.Shape))));
        Step("text", () => scalar.ToString().Length + gradient.ToString().Length + scalar.Draw().ToDot().Length);
        (Expr, Tensor)[] values = [.. variables.Select(x => (x, (Tensor)Tensor.Full(x.Shape, 0.5)))];
        Step("the reference", () => gradient.Evaluate<double>(values).Count);
        Step("a plan",
            () => Plan<double>.Make(variables, [scalar, forward, .. gradient], new PlanOptions { Threads = 1 }));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, MostSeconds);
        return steps;

        T Step<T>(string name, Func<T> work)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = work();
            steps[name] = GC.GetAllocatedBytesForCurrentThread() - before;
            return result;
        }
    }

    private static (Expr Scalar, ImmutableArray<Expr> Variables) Over(
        ImmutableArray<Expr> variables, Func<ImmutableArray<Expr>, Expr> scalar) =>
        (scalar(variables), variables);

    private static ImmutableArray<Expr> Numbers(int n, Shape shape) => [.. Times(n, i => Variable($"x{i}", shape))];

    private static IEnumerable<Expr> Times(int n, Func<int, Expr> make) => Enumerable.Range(0, n).Select(make);
}
