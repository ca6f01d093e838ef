using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>
/// Adam's update of one parameter, the time of one element: as a plan, and as one loop written by hand.
/// </summary>
internal static class AdamKernel
{
    private const int Elements = 784 * 512;

    /// <summary>The kernel.</summary>
    public static KernelCase Case { get; } =
        new("adam", $"Adam, {Elements:N0} elements", Elements, () => [Plan(), ByHand()]);

    private static Stepper Plan()
    {
        var (p, g) = (Prelude.Variable("p", [Elements]), Prelude.Variable("g", [Elements]));
        var optimizer = Optimizers.Adam(0.001);
        var state = optimizer.Start(p).Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
        var (parameter, next) = optimizer.Step(g, state, p);
        Expr[] inputs = [p, .. state.Leaves().Select(leaf => leaf.Value), g];
        Expr[] outputs = [parameter, .. next.Leaves().Select(leaf => leaf.Value)];
        var frame = KernelFrame.Of(inputs, outputs);
        // The running products of the decays start below 1, as after a step.
        for (var input = 1; input < outputs.Length; input++) frame.Input(input).Fill(0.5f);
        return new(KernelCase.Ours, () =>
        {
            frame.Run();
            for (var output = 0; output < outputs.Length; output++) frame.Feed(output, output);
        });
    }

    private static Stepper ByHand()
    {
        var (adam, parameter, gradient) =
            (new HandAdam(0.001f), KernelFrame.Numbers(Elements), KernelFrame.Numbers(Elements));
        return new("by hand", () =>
        {
            adam.Begin();
            adam.Update(0, parameter, gradient);
        });
    }
}
