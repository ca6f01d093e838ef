using Autograd.Graph;
using Autograd.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>What holds for the derivatives of an op at every sample of it.</summary>
/// <param name="Name">The law as a sentence.</param>
/// <param name="Cases">How many samples it is tried on.</param>
/// <param name="Check">Throws where the law does not hold.</param>
internal sealed record OpLaw(string Name, int Cases, Action<OpSample> Check)
{
    /// <summary>The ops that the law speaks of.</summary>
    public Func<string, bool> Ops { get; init; } = _ => true;

    /// <summary>What the law is tried on in the place of a sample; null where it says nothing.</summary>
    public Func<OpSample, OpSample?> Prepare { get; init; } = sample => sample;

    /// <summary>The samples of an op that the law is tried on.</summary>
    public Gen<OpSample> Samples(string op) =>
        Sampled(op).Select(Prepare).Where(sample => sample is not null).Select(sample => sample!);

    // Another rule serves exponents that are numbers in the graph, and both have a limit where an exponent is 0.
    private static Gen<OpSample> Sampled(string op) => op != nameof(Power) ? OpTable.Cases[op].Samples :
        from sample in OpTable.Cases[op].Samples
        from number in Gen.Elements(-1.5, -1, 0, 1, 2, 3, 3.5)
        from form in Gen.Choose(0, 5)
        select form switch
        {
            0 or 1 => sample.WithNumber(1, number),
            2 => sample.At([sample[0], Tensor.Generate(sample[1].Shape, i => Math.Round(sample[1].Elements[i]))]),
            _ => sample,
        };
}
