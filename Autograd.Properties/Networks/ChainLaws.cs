using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Engine;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Gradient transforms compose as functions do, and are graphs as all else is.</summary>
public sealed class ChainLaws
{
    [Property(MaxTest = 30)]
    public void Chains_are_associative(int seed)
    {
        var random = new Random(seed);
        GradientTransform[] parts = [Part(random), Part(random), Part(random)];
        Bits.AssertSame(
            Updates(Optimizers.Chain(Optimizers.Chain(parts[0], parts[1]), parts[2]), seed),
            Updates(Optimizers.Chain(parts[0], Optimizers.Chain(parts[1], parts[2])), seed));
        Bits.AssertSame(Updates(Optimizers.Chain(parts), seed), Updates(Optimizers.Chain(parts[0], Optimizers.Chain(parts[1], parts[2])), seed));
    }

    [Property(MaxTest = 30)]
    public void A_chain_of_one_is_its_part_and_a_chain_of_none_changes_nothing(int seed)
    {
        var part = Part(new(seed));
        Bits.AssertSame(Updates(part, seed), Updates(Optimizers.Chain(part), seed));
        Bits.AssertSame(Updates(part, seed), Updates(Optimizers.Chain(Optimizers.Chain(), part), seed));
        Bits.AssertSame(Updates(new Scale(1), seed), Updates(Optimizers.Chain(), seed));
    }

    [Fact]
    public void The_order_of_a_chain_matters_and_its_parts_run_first_to_last()
    {
        // Adam's updates have a length of their own: about 1 whatever was scaled before, 3 if that is scaled after.
        var adam = new ScaleByAdam(0.9, 0.999, 1e-8);
        double First(params GradientTransform[] parts) => Math.Abs(((Tensor<double>)Updates(Optimizers.Chain(parts), 1)[0])[0]);
        Assert.Equal(3, First(adam, new Scale(3)), 1e-6);
        Assert.Equal(1, First(new Scale(3), adam), 1e-6);
    }

    [Fact]
    public void One_can_differentiate_through_steps_of_an_optimizer()
    {
        var (start, scale) = (Prelude.Variable("x"), Prelude.Variable("s"));
        var (x, optimizer) = (start, Optimizers.Momentum(0.1, 0.5));
        var state = optimizer.Start(x);
        for (var i = 0; i < 3; i++) (x, state) = optimizer.Step((scale * x.Square()).Gradient(x), state, x);
        var loss = x.Square();
        (Expr, Tensor)[] at = [(start, 3.0), (scale, 0.7)];
        var exact = loss.Gradient(start, scale).Evaluate<double>(at).Select(g => g.ToScalar()).ToArray();
        const double H = 1e-5;
        double At(double s, double x0) => loss.Evaluate<double>((start, x0), (scale, s)).ToScalar();
        Assert.Equal((At(0.7, 3 + H) - At(0.7, 3 - H)) / (2 * H), exact[0], 1e-7);
        Assert.Equal((At(0.7 + H, 3) - At(0.7 - H, 3)) / (2 * H), exact[1], 1e-7);
        Assert.NotEqual(0, exact[1]);
    }

    private static GradientTransform Part(Random random) => random.Next(3) switch
    {
        0 => new Scale((random.NextDouble() * 4) - 2),
        1 => new Trace(random.NextDouble()),
        _ => new ScaleByAdam(random.NextDouble(), random.NextDouble(), 0.1),
    };

    private static ImmutableArray<Tensor> Updates(GradientTransform transform, int seed)
    {
        Expr p = Tensor.Vector(1.0, -2);
        var (state, updates) = (transform.Start(p), ImmutableArray.CreateBuilder<Tensor>());
        for (var step = 0; step < 4; step++)
        {
            (var update, state) = transform.Update((Expr)Samples.Tensor([2], seed + step), state, p);
            updates.Add(update.Evaluate<double>());
        }

        return updates.ToImmutable();
    }
}
