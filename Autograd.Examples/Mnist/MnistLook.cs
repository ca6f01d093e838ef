using Autograd.Examples.Models;

namespace Autograd.Examples.Mnist;

/// <summary>A look at the training on the way.</summary>
/// <param name="Iteration">Steps made.</param>
/// <param name="Loss">The mean loss of the batches since the last look.</param>
/// <param name="Net">The network.</param>
/// <param name="Judged">At the end of an epoch, and of the training: epochs made, and the accuracies.</param>
internal sealed record MnistLook(
    int Iteration, double Loss, TwoLayerNet Net, (double Epoch, double Train, double Test)? Judged);
