using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Tests that count what the whole process allocates: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public sealed class Undisturbed;

/// <summary>A run allocates nothing, whatever it computes.</summary>
[Collection(nameof(Undisturbed))]
public sealed class AllocationLaws
{
    private const int Times = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_run_of_every_instruction_allocates_nothing(int threads)
    {
        var (x, w, t) = (Samples.Variable("x", [120, 300]), Samples.Variable("w", [300, 30]),
            Prelude.Variable("t", new TensorType([120], ElementKind.Index)));
        var scores = x.Variable.Dot(w.Variable);
        Expr[] roots =
        [
            scores.SoftmaxCrossEntropy(t), .. scores.SoftmaxCrossEntropy(t).Gradient(x.Variable, w.Variable),
            scores.ArgMax(), scores.Max(0), x.Variable.Transpose(),
            x.Variable.Pad(0, 1, 1), new[] { x.Variable, x.Variable }.Concatenate(1), x.Variable.Gather(t),
            scores.Transpose().Dot(x.Variable).Sum(0), t.ToReal(), x.Variable,
        ];
        var frame = Runs.Execution<float>(
            [.. roots], [x, w, (t, Tensor.Generate([120], i => i % 30))], new() { Threads = threads });
        AllocatesNothing(frame.Run, threads);
    }

    [Fact]
    public void A_region_of_hundreds_of_operands_allocates_nothing()
    {
        var parts = Enumerable.Range(0, 400).Select(i => Samples.Variable($"x{i}", [100], i)).ToArray();
        var frame =
            Runs.Execution<float>(
                [parts.Select(part => part.Variable).Aggregate((sum, x) => sum + x)], parts, Runs.Alone);
        AllocatesNothing(frame.Run);
    }

    [Fact]
    public void Giving_inputs_taking_outputs_as_spans_and_feeding_allocate_nothing()
    {
        var x = Prelude.Variable("x", [1000]);
        var frame = Plan<double>.Make([x], [x * 0.5, x.Sum()]).NewExecution();
        AllocatesNothing(() =>
        {
            frame.Input(0)[3] = frame.Output(1)[0];
            frame.Run();
            frame.Feed(0, 0);
        });
    }

    [Fact]
    public void The_check_itself_sees_one_small_object_in_forty_runs()
    {
        var runs = 0;
        object? kept = null;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => AllocatesNothing(() => kept = ++runs % Times == 0 ? new object() : kept));
        Assert.NotNull(kept);
    }

    [Fact]
    public void The_check_itself_sees_one_small_object_on_a_helper()
    {
        var runs = 0;
        object? kept = null;
        var helper = new EachThread(2, worker => kept = worker == 1 && ++runs % Times == 0 ? new object() : kept);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AllocatesNothing(helper.Run, threads: 2));
        Assert.NotNull(kept);
    }

    private static void AllocatesNothing(Action run, int threads = 1)
    {
        Runs(20);
        Allocations.None(threads, () => Runs(Times));

        void Runs(int count)
        {
            for (var i = 0; i < count; i++) run();
        }
    }
}
