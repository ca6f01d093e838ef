using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// What an op states of itself besides its value and rules: its partial derivative, its branches, its domain.
/// </summary>
public sealed class OpStatementLaws
{
    public static TheoryData<string> Ops => OpLaws.Ops;

    public static TheoryData<string> WithPartialDerivatives { get; } =
        [.. ElementwiseCases.All.Select(entry => entry.Op).Where(op => op.GetType().GetMethod("Derivative") is not null)
            .Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(WithPartialDerivatives))]
    public void The_partial_derivative_is_what_the_rules_make_of_ones(string op) => Each(op, sample =>
    {
        var node = sample.Node;
        for (var input = 0; input < node.Inputs.Length; input++)
        {
            object[] arguments =
                node.Inputs.Length == 1 ? [node.Inputs[0], node] : [input, node.Inputs[0], node.Inputs[1], node];
            var partial = (Expr?)sample.Op.GetType().GetMethod("Derivative")!.Invoke(sample.Op, arguments);
            var (reverse, forward) = (sample.Op.Vjp(node, input, Prelude.Ones(node.Shape)),
                sample.Op.Jvp(node, input, Prelude.Ones(node.Shape)));
            Assert.Equal((partial is null, partial is null), (reverse is null, forward is null));
            if (partial is null) continue;
            var expected = partial.BroadcastTo(node.Shape).Evaluate<double>(sample.Bindings);
            Close.Tensors(
                $"{op}, reverse mode, input {input}", expected, reverse!.Evaluate<double>(sample.Bindings), 1e-14);
            Close.Tensors(
                $"{op}, forward mode, input {input}", expected, forward!.Evaluate<double>(sample.Bindings), 1e-14);
        }
    });

    [Theory]
    [MemberData(nameof(Ops))]
    public void A_branch_is_0_exactly_where_the_op_changes_its_choice(string op) => Each(op, sample =>
    {
        var choice = sample.Op switch
        {
            Elementwise => ElementwiseCases.ByName[op].Changes is { } changes ? EachElement(sample, changes) : null,
            Max => Tied(sample),
            MaxPool or MaxPoolTangent or MaxPoolCotangent => TiedInWindows(sample),
            ArgMax argMax => Tied(new OpSample(new Max([argMax.Axis]), sample.Inputs, [true], 0)),
            _ => null,
        };
        var branch = sample.Op.Branch(sample.Node);
        Assert.Equal(choice is null, branch is null);
        if (branch is not null)
        {
            Assert.Equal(choice!, branch.Evaluate<double>(sample.Bindings).Elements.Select(x => x == 0));
        }
    });

    [Fact]
    public void An_op_takes_every_number_but_where_its_formula_needs_others()
    {
        foreach (var given in ElementwiseCases.ByName.Values)
        {
            for (var input = 0; input < given.Op.Arity; input++)
            {
                Assert.Equal((given.Op, input, given.DomainOf(input)), (given.Op, input, given.Op.DomainOf(input)));
            }
        }
    }

    [Fact]
    public void A_domain_has_its_bounds_and_what_lies_between_of_either_sign_if_it_has_negatives()
    {
        Assert.All([Domain.Real, Domain.NonZero], domain => Assert.True(domain.Negative));
        Assert.False(Domain.Positive.Negative);
        foreach (var domain in new[] {
            Domain.Real, Domain.Positive, Domain.NonZero, new Domain(0, 3, Negative: false) })
        {
            foreach (var x in new[] { domain.Smallest, domain.Largest, 1 })
            {
                Assert.True(domain.Contains(x));
                Assert.Equal(domain.Negative || x == 0, domain.Contains(-x));
            }

            Assert.False(domain.Contains(Math.BitIncrement(domain.Largest)));
            Assert.False(domain.Contains(-Math.BitIncrement(domain.Largest)));
            if (domain.Smallest > 0) Assert.False(domain.Contains(Math.BitDecrement(domain.Smallest)));
            Assert.All(Values.In(domain).Sample(20), x => Assert.True(domain.Contains(x)));
        }
    }

    [Fact]
    public void The_derivative_of_a_quotient_by_its_numerator_is_rounded_once()
    {
        var x = Prelude.Variable("x");
        Assert.NotEqual(5.0 / 3, 5 * (1.0 / 3));
        Assert.Equal(5.0 / 3, (x / 3).Vjp(5, x).Evaluate<double>((x, 1.0)).ToScalar());
        Assert.Equal(5.0 / 3, (x / 3).Jvp(x, (Expr)5).Evaluate<double>((x, 1.0)).ToScalar());
    }

    private static IEnumerable<bool> EachElement(OpSample sample, Func<double[], bool> changes)
    {
        var inputs = sample.Inputs.Select((_, i) => sample[i]).ToArray();
        return Naive.Indices(Naive.Join(inputs.Select(input => input.Shape)))
            .Select(index => changes([.. inputs.Select(input => Naive.Broadcast(input, index))]));
    }

    private static IEnumerable<bool> Tied(OpSample sample)
    {
        var shared =
            OpConventions.Of(sample).Where(partial => partial.Value < 1).Select(partial => partial.From).ToHashSet();
        return Enumerable.Range(0, sample[0].Shape.Size).Select(shared.Contains);
    }

    // An element that windows show several times may be tied in one and not in another: one branch for each element of
    // each window.
    private static IEnumerable<bool> TiedInWindows(OpSample sample)
    {
        var (windows, x) = (PoolCases.WindowsOf(sample.Op)!, sample[0]);
        var tied = PoolCases.Chosen(windows, x).Where(each => each.Part < 1)
            .Select(each => string.Join(',', [.. each.Window, .. each.Element])).ToHashSet();
        var shown =
            PoolCases.Places(windows, x.Shape).ToDictionary(each => string.Join(',', each.Window), each => each.Shown);
        var results = PoolCases.Results(windows, x.Shape);
        return Naive.Indices(Shape.Of(
            results[0], results[1], windows.Size.Height, windows.Size.Width, results[2], results[3])).Select(at =>
        {
            int[] window = [at[0], at[1], at[4], at[5]];
            return shown[string.Join(',', window)][(at[2] * windows.Size.Width) + at[3]] is { } element
                && tied.Contains(string.Join(',', [.. window, .. element]));
        });
    }

    // Whole numbers where there are conventions, so that ties are frequent.
    private static void Each(string op, Action<OpSample> law) => CaseCount.Check(
        40,
        Prop.ForAll(OpTable.Cases[op].Samples.Select(
            sample => OpConventions.Has(op) ? OpConventions.Rounded(sample) : sample).ToArbitrary(), law));
}
