using System.Collections.Immutable;
using Autograd.Examples.Harness;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>What one example asks of a network: the negative gradient of its cost, in words.</summary>
/// <param name="Net">The network that is asked.</param>
/// <param name="Data">Where the example comes from.</param>
/// <param name="Label">What the example shows.</param>
/// <param name="Outputs">What the network makes of it.</param>
/// <param name="Downhill">The negative gradient.</param>
/// <param name="Nudges">Its entries, the largest first.</param>
internal sealed record Advice(
    Mlp Net, DataSet Data, int Label, ImmutableArray<double> Outputs, Mlp Downhill, ImmutableArray<Nudge> Nudges)
{
    private const int Largest = 12;

    /// <summary>What an example of a data set asks of a network.</summary>
    public static Advice Of(Mlp net, DataSet data, int example)
    {
        var batch = data.Slice(example, 1).OrderedBatches(1).Single();
        var downhill = DigitNet.Downhill(net, batch.X, batch.T);
        return new(net, data, data.Label(example), DigitNet.Answer(net, batch), downhill, Nudge.Of(downhill));
    }

    /// <summary>The sum of squared differences between the outputs and the answer.</summary>
    public double Cost => Outputs.Select((y, digit) => Math.Pow(y - (digit == Label ? 1 : 0), 2)).Sum();

    /// <summary>Parameters that this example does not touch: the weights of its pixels without ink.</summary>
    public int Untouched => Nudges.Count(nudge => nudge.Value == 0);

    /// <summary>The largest entry of a layer.</summary>
    public Nudge LargestOf(int layer) => Nudges.First(nudge => nudge.Layer == layer);

    /// <summary>An entry as a sentence: which parameter, which way, and how much it matters beside another.</summary>
    public string Sentence(Nudge nudge, Nudge other) =>
        $"{Capital(Name(nudge))} should go {nudge.Direction}; it matters {Times(nudge.Size / other.Size)} times as "
            + $"much as {Name(other)}";

    /// <summary>The largest entries, and the largest of each layer.</summary>
    public IEnumerable<Table> Tables()
    {
        yield return Entries($"The {Largest} largest entries of the negative gradient", Nudges.Take(Largest));
        yield return Entries("The largest weights and biases of each layer", Nudges
            .GroupBy(nudge => (nudge.Layer, IsBias: nudge.From is null)).OrderBy(group => group.Key)
            .SelectMany(group => group.Take(2)));
    }

    private string Name(Nudge nudge) => nudge.Parameter(Net, Data);

    private Table Entries(string title, IEnumerable<Nudge> nudges)
    {
        // The median of those that the example touches: the others would make every ratio infinite.
        var typical = Nudges[(Nudges.Length - Untouched) / 2].Size;
        return new($"{title} (typical: the median of those it touches)",
            ["parameter", "should go", "negative gradient", "beside the largest", "times a typical one"],
            [.. nudges.Select(
                nudge => (ImmutableArray<string>)[Name(nudge), nudge.Direction, $"{nudge.Value:+0.000000;-0.000000;0}",
                $"{nudge.Size / Nudges[0].Size:P1}", $"{nudge.Size / typical:F1}"])]);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Times(double ratio) => ratio < 10 ? $"{ratio:F1}" : $"{ratio:F0}";
}
