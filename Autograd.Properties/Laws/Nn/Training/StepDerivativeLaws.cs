using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>A step is a graph like any other: one can differentiate through it.</summary>
public sealed class StepDerivativeLaws
{
    public static TheoryData<string, int> Ways { get; } =
        new() { { "SGD", 1 }, { "SGD", 3 }, { "Momentum", 3 }, { "Adam", 2 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_loss_after_steps_has_a_gradient_with_respect_to_the_start(string name, int steps)
    {
        var (x, t) = (Prelude.Literal(Samples.Tensor([4, 3], 1)), Prelude.Literal(Tensor.Vector(0, 1, 1, 0)));
        var optimizer = name switch
        {
            "SGD" => Optimizers.Sgd(0.7),
            "Momentum" => Optimizers.Momentum(0.5),
            _ => Optimizers.Adam(0.2)
        };
        var start = SmallNet.Create(3, 2, 2).Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
        var step = Train.Step<SmallNet>(SmallNet.Loss, optimizer);
        var state = step.Start(start);
        for (var i = 0; i < steps; i++) state = step.Graph(state, x, t).State;
        var after = SmallNet.Loss(state.Parameters, x, t);

        var bindings =
            start.Leaves().Select((leaf, i) => (leaf.Value, Samples.Tensor(leaf.Value.Shape, 10 + i))).ToArray();
        foreach (var (path, gradient) in after.Gradient(start).Leaves())
        {
            var variable = start.Leaves().Single(leaf => leaf.Path == path).Value;
            Close.Tensors(
                path, Oracles.Differences(after, variable, bindings), gradient.Evaluate<double>(bindings), 1e-7, 0.1);
        }
    }

    [Fact]
    public void The_gradient_through_a_step_on_a_parabola_is_known()
    {
        // From x the step on x² leads to x − η·2x, so the loss there is ((1 − 2η)x)² and its slope 2(1 − 2η)²x.
        var x = Prelude.Variable("x");
        var optimizer = Optimizers.Sgd(0.1);
        var (next, _) = optimizer.Step(x.Square().Gradient(x), optimizer.Start(x), x);
        Close.Numbers("slope", 2 * 0.64 * 3, next.Square().Gradient(x).Evaluate<double>((x, 3.0)).ToScalar());
    }
}
