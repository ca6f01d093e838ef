using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>One compiled function serves many threads at the same time, each in memory of its own.</summary>
public sealed class CompiledCallLaws
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    public void Calls_of_one_set_of_shapes_run_at_the_same_time(int callers, int threads)
    {
        using var barrier = new Barrier(callers);
        var f = Compile<double>.Function(
            (Expr x) => Expr.Apply(new Met(barrier.SignalAndWait), x.Sin()) * 2, new() { Threads = threads });
        // Nobody passes the barrier before all are within the same instruction.
        OnThreads(callers, n =>
        {
            Expr x = Tensor.Full([300, 100], n + 0.5);
            for (var call = 0; call < 5; call++)
            {
                Bits.AssertSame([(x.Sin() * 2).Evaluate<double>()], [f.Invoke(x).Evaluate<double>()]);
            }
        });
    }

    [Fact]
    public void A_function_that_is_being_traced_serves_other_shapes_meanwhile()
    {
        using var traced = new ManualResetEventSlim();
        var f = Compile<double>.Function((Expr x) =>
        {
            if (x.Shape[0] == 2) Assert.True(traced.Wait(Patience));
            return x.Sum();
        });
        OnThreads(2, n =>
        {
            if (n == 0)
            {
                Assert.Equal(2, f.Invoke(Prelude.Ones([2])).Evaluate<double>().ToScalar());
            }
            else
            {
                for (var length = 3; length < 6; length++)
                {
                    Assert.Equal(length, f.Invoke(Prelude.Ones([length])).Evaluate<double>().ToScalar());
                }

                traced.Set();
            }
        });
    }

    [Fact]
    public void Callers_of_the_same_new_shapes_trace_them_once()
    {
        using var barrier = new Barrier(4);
        var traces = 0;
        var f = Compile<double>.Function((Expr x) =>
        {
            Interlocked.Increment(ref traces);
            Thread.Sleep(20);
            return x.Sum();
        });
        OnThreads(4, _ =>
        {
            Assert.True(barrier.SignalAndWait(Patience));
            Assert.Equal(3, f.Invoke(Prelude.Ones([3])).Evaluate<double>().ToScalar());
        });
        Assert.Equal(1, traces);
    }

    [Fact]
    public void What_a_call_throws_leaves_the_function_sound_on_every_thread()
    {
        var f = Compile<double>.Function((Expr x) => (Expr.Apply(new Met(() => { }), x) * 2).Sum());
        OnThreads(4, n =>
        {
            for (var call = 0; call < 50; call++)
            {
                Expr x = Tensor.Full([40], call % 3 == n % 3 ? double.NaN : n + call);
                if (call % 3 == n % 3)
                {
                    Assert.Equal("not a number", Assert.Throws<InvalidOperationException>(() => f.Invoke(x)).Message);
                }
                else Assert.Equal(80.0 * (n + call), f.Invoke(x).Evaluate<double>().ToScalar());
            }
        });
    }

    [Fact]
    public void A_function_that_threw_while_it_was_traced_is_traced_again()
    {
        var traces = 0;
        var f = Compile<double>.Function(
            (Expr x) => ++traces == 1 ? throw new InvalidOperationException("not yet") : x + 1);
        Assert.Equal("not yet", Assert.Throws<InvalidOperationException>(() => f.Invoke(1.0)).Message);
        Assert.Equal(2, f.Invoke(1.0).Evaluate<double>().ToScalar());
        Assert.Equal(3, f.Invoke(2.0).Evaluate<double>().ToScalar());
        Assert.Equal(2, traces);
    }

    [Fact]
    public void A_function_that_calls_itself_compiled_is_refused()
    {
        Compiled<double, Expr, Expr>? f = null;
        f = Compile<double>.Function((Expr x) => x * f!.Invoke(2.0));
        Assert.Contains("calls itself", Assert.Throws<InvalidOperationException>(() => f.Invoke(1.0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_frames_of_a_rush_of_callers_are_given_up_after_it()
    {
        var pool = new ExecutionPool<double>(Plan<double>.Make([], [1.0]));
        var rush = Enumerable.Range(0, 20).Select(_ => pool.Take()).ToArray();
        Assert.Equal(20, rush.Distinct().Count());
        foreach (var frame in rush) pool.Return(frame);
        Assert.Equal(20, pool.Idle);
        for (var call = 0; call < 2 * ExecutionPool<double>.Period; call++)
        {
            var (a, b) = (pool.Take(), pool.Take());
            Assert.NotSame(a, b);
            pool.Return(b);
            pool.Return(a);
        }

        Assert.Equal(2, pool.Idle);
        for (var call = 0; call < 2 * ExecutionPool<double>.Period; call++) pool.Return(pool.Take());
        Assert.Equal(1, pool.Idle);
    }

    private static void OnThreads(int count, Action<int> body)
    {
        var failures = new Exception?[count];
        var threads = Enumerable.Range(0, count).Select(n => new Thread(() =>
        {
            try
            {
                body(n);
            }
#pragma warning disable CA1031 // The test's thread rethrows it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures[n] = failure;
            }
        })
        { IsBackground = true }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) Assert.True(thread.Join(2 * Patience), "callers wait for each other");
        if (Array.Find(failures, failure => failure is not null) is { } first) throw new AggregateException(first);
    }

    /// <summary>Its input, after something was done; it refuses what is not a number.</summary>
    private sealed record Met(Action Meeting) : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            Meeting();
            var x = (Tensor<T>)inputs[0];
            return x.Elements.All(element => TNumbers.IsTrue(TNumbers.Equal(element, element))) ? x
                : throw new InvalidOperationException("not a number");
        }
    }
}
