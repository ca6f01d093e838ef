using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>
/// Another optimizer's state, or another model's, is refused with both named and the first leaf that differs.
/// </summary>
public sealed class ForeignStateLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(20, 4, 3);
    private static readonly SmallNet Net = SmallNet.Create(4, 5, 3);

    public static TheoryData<string> Names => [.. EveryOptimizer.By.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_optimizers_state_is_refused(string name)
    {
        var (own, foreign) = (Step(name), 0);
        var start = own.Start(Net);
        foreach (var other in EveryOptimizer.By.Keys)
        {
            var state = start with { Optimizer = Step(other).Start(Net).Optimizer };
            if (start.IsLike(state)) continue;
            foreign++;
            AssertRefused(own, state);
        }

        Assert.True(foreign > 5, $"{name} takes the state of all but {foreign} optimizers");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_models_state_is_refused(string name)
    {
        var own = Step(name);
        foreach (var hidden in new[] { 1, 6 })
        {
            var state = own.Start(Net) with { Optimizer = own.Start(SmallNet.Create(4, hidden, 3)).Optimizer };
            if (own.Start(Net).IsLike(state)) continue;
            Assert.Contains("Weight is Real[4, ", AssertRefused(own, state), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_message_names_both_and_the_first_leaf_that_differs()
    {
        var state = Step("Sgd").Start(Net) with { Optimizer = Step("Momentum").Start(Net).Optimizer };
        var message = AssertRefused(Step("Adam"), state);
        Assert.Contains("Chain(ScaleByAdam, Scale)", message, StringComparison.Ordinal);
        Assert.Contains(
            "where Parts[0].Moments[0].Hidden.Weight should be, there is Parts[1].Moments[0].Hidden.Weight", message,
            StringComparison.Ordinal);
    }

    private static string AssertRefused(TrainStep<SmallNet> step, TrainState<SmallNet> state)
    {
        var batch = Data.RandomBatches(5, Key.From(1)).First();
        var messages = new Action[]
        {
            () => step.Apply(state, batch), () => step.Graph(state, batch.X, batch.T),
            () => new[] { batch }.Fold(state, step), () => step.PlanFor(state, 5, 4),
        }.Select(act => Assert.Throws<ArgumentException>(act).Message).ToArray();
        Assert.All(messages, message => Assert.InRange(message.Length, 40, 1200));
        Assert.All(messages,
            message => Assert.StartsWith("The state is not of the optimizer", message, StringComparison.Ordinal));
        return messages[0];
    }

    private static TrainStep<SmallNet> Step(string name) =>
        Train.Step<SmallNet>(SmallNet.Loss, EveryOptimizer.By[name](0.1));
}
