using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// A compiled function keeps the plans that were used last, no more than it may, and finds each by its shapes.
/// </summary>
public sealed partial class PlanCacheLaws
{
    [ParameterRecord]
    internal sealed partial record Named(
        System.Collections.Immutable.ImmutableArray<Expr> Values, [property: Static] string Unit);

    [Law(MaxTest = 60)]
    public void It_is_a_list_in_the_order_of_use_of_which_the_first_are_kept(byte most, byte[] lengths)
    {
        var bound = (most % 5) + 1;
        var made = new List<int>();
        var cache = new PlanCache<Expr, int>(bound, x =>
        {
            made.Add(x.Shape[0]);
            return x.Shape[0];
        });
        var (model, makes) = (new List<int>(), 0);
        foreach (var length in lengths.Select(length => length % 8))
        {
            Assert.Equal(length, cache.Get(Prelude.Variable("x", [length])));
            if (!model.Remove(length)) makes++;
            model.Insert(0, length);
            if (model.Count > bound) model.RemoveAt(bound);
            Assert.Equal(makes, made.Count);
            Assert.Equal(model.Count, cache.Count);
        }
    }

    [Fact]
    public void A_plan_that_is_made_again_gives_the_same_bits()
    {
        var traces = 0;
        var f = Compile<float>.Function(
            (Expr x) =>
            {
                traces++;
                return (x.Sin() * x.Sum()).Exp();
            },
            new() { Plans = 2 });
        var inputs = Enumerable.Range(1, 5).Select(n => (Expr)Samples.Tensor([n, 7])).ToArray();
        var first = inputs.Select(x => f.Invoke(x).Evaluate<float>()).ToArray();
        Bits.AssertSame(first, [.. inputs.Select(x => f.Invoke(x).Evaluate<float>())]);
        Assert.Equal(10, traces);
    }

    [Fact]
    public void Thousands_of_shapes_keep_no_more_plans_than_the_options_say()
    {
        var made = 0;
        var cache = new PlanCache<Expr, int>(PlanOptions.Default.Plans, _ => ++made);
        for (var length = 0; length < 5_000; length++) cache.Get(Prelude.Variable("x", [length]));
        Assert.Equal((5_000, PlanOptions.Default.Plans), (made, cache.Count));
    }

    [Fact]
    public void Kinds_numbers_of_leaves_and_static_fields_tell_inputs_apart()
    {
        var cache = new PlanCache<Named, int>(100, _ => 0);
        var (real, index) = (Prelude.Variable("x", [3]), Prelude.Variable("i", new TensorType([3], ElementKind.Index)));
        Named[] inputs = [new([real], "km"), new([index], "km"), new([real], "m"), new([real, real], "km"),
            new([], "km"), new([real.Reshape(3, 1)], "km")];
        foreach (var input in inputs.Concat(inputs)) cache.Get(input);
        Assert.Equal(inputs.Length, cache.Count);
    }

    [Fact]
    public void A_cache_of_nothing_is_refused()
    {
        Assert.Contains("1 plan or more, not 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => new PlanOptions { Plans = 0 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlanCache<Expr, int>(0, _ => 0));
    }
}
