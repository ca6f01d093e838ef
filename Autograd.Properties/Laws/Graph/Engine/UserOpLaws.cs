using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Operations that a user of the library writes are compiled as its own are.</summary>
public sealed class UserOpLaws
{
    [Fact]
    public void An_elementwise_operation_of_a_users_own_is_fused_and_has_the_bits_of_the_reference()
    {
        var x = Samples.Variable("x", [33, 1025]);
        var y = Expr.Apply(new Swish(), x.Variable * 2) + 1;
        Runs.Agree([y, y.Sum().Gradient(x.Variable)], x);
        Assert.Single(Plan<float>.Make([x.Variable], [y]).Pipelines);
    }

    [Fact]
    public void An_operation_of_a_users_own_kind_is_computed_by_its_definition()
    {
        var x = Samples.Variable("x", [5, 40]);
        var sums = Expr.Apply(new RunningSum(), x.Variable.Sin());
        Runs.Agree([sums, (sums * 2).Transpose(), Expr.Apply(new RunningSum(), sums.Reshape(40, 5))], x);
        Assert.Equal([1, 3, 6, 10], ((Tensor<double>)Runs.Execution<double>(
            [Expr.Apply(new RunningSum(), Tensor.Vector(1.0, 2, 3, 4))], []).Run(1)[0]).Elements.ToArray());
    }

    [Fact]
    public void What_a_users_operation_throws_reaches_the_caller_and_the_next_run_works()
    {
        var x = Prelude.Variable("x", [4]);
        var frame = Runs.Execution<double>([Expr.Apply(new RunningSum(), x)], [(x, new[] { 1, double.NaN, 0, 0 })]);
        Assert.Equal("not a number at 1", Assert.Throws<InvalidOperationException>(frame.Run).Message);
        frame.Set(0, new[] { 1.0, 1, 1, 1 });
        frame.Run();
        Assert.Equal([1, 2, 3, 4], frame.Output(0).ToArray());
    }

    /// <summary>x · sigmoid(x).</summary>
    private sealed record Swish : Unary<Swish.Definition>
    {
        public override Expr? Derivative(Expr x, Expr y) => y + (x.Sigmoid() * (1 - y));

        public readonly struct Definition : IUnary
        {
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, IArithmetic<T> => TNumbers.Multiply(x, TNumbers.Sigmoid(x));
        }
    }

    /// <summary>Sums of all elements up to each.</summary>
    private sealed record RunningSum : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var x = (Tensor<T>)inputs[0];
            var sum = TNumbers.FromReal(0);
            return Tensor.Generate(type.Shape, i =>
            {
                if (!TNumbers.IsTrue(TNumbers.Equal(x.Elements[i], x.Elements[i])))
                {
                    throw new InvalidOperationException($"not a number at {i}");
                }

                return sum = TNumbers.Add(sum, x.Elements[i]);
            });
        }
    }
}
