using Autograd.Examples.Bench;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using BenchmarkDotNet.Attributes;

namespace Autograd.Examples.Kernels;

/// <summary>
/// Adam's update of one parameter, the time of one element: as a plan, and as one loop written by hand.
/// </summary>
public class AdamBenchmarks
{
    private const int Elements = 784 * 512;

    private readonly HandAdam _byHand = new(0.001f);
    private readonly float[] _parameter = PlanRun.Numbers(Elements);
    private readonly float[] _gradient = PlanRun.Numbers(Elements);
    private Frame<float> _frame = null!;
    private int _outputs;

    [GlobalSetup]
    public void Setup()
    {
        var (p, g) = (Prelude.Variable("p", [Elements]), Prelude.Variable("g", [Elements]));
        var optimizer = Optimizers.Adam(0.001);
        var state = optimizer.Start(p).Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
        var (parameter, next) = optimizer.Step(g, state, p);
        Expr[] inputs = [p, .. state.Leaves().Select(leaf => leaf.Value), g];
        Expr[] outputs = [parameter, .. next.Leaves().Select(leaf => leaf.Value)];
        (_frame, _outputs) = (PlanRun.Of(inputs, outputs), outputs.Length);
        // The running products of the decays start below 1, as after a step.
        for (var input = 1; input < outputs.Length; input++) _frame.Input(input).Fill(0.5f);
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Plan()
    {
        _frame.Run();
        for (var output = 0; output < _outputs; output++) _frame.Feed(output, output);
    }

    [Benchmark(OperationsPerInvoke = Elements, Baseline = true)]
    public void ByHand()
    {
        _byHand.Begin();
        _byHand.Update(0, _parameter, _gradient);
    }
}
