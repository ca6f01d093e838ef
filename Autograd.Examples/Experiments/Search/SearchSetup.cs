using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Search;

/// <summary>All that the result of a trial depends on, beside its round and its number.</summary>
/// <param name="Seed">Where all randomness comes from.</param>
/// <param name="Epochs">Passes over the images for each trial.</param>
/// <param name="Training">The images to learn from.</param>
/// <param name="Validation">The images to judge by.</param>
internal sealed record SearchSetup(long Seed, int Epochs, DataSet Training, DataSet Validation)
{
    private const int Images = 500;
    private const int LeastImages = 5;
    private const uint ForShuffling = 0;
    private const uint ForTrials = 1;

    /// <summary>The first 500 training images, shuffled; a fifth of them to judge by.</summary>
    /// <exception cref="ProgramException">There are too few images.</exception>
    public static SearchSetup Of(long seed, int epochs, DataSet images)
    {
        if (images.Count < LeastImages)
        {
            throw new ProgramException(
                $"--data: {images.Count} training images cannot be split for a search, which takes at least "
                + $"{LeastImages}");
        }

        var some = images.First(Math.Min(Images, images.Count)).Shuffled(Graph.Key.From(seed).FoldIn(ForShuffling));
        var judges = some.Count / 5;
        return new(seed, epochs, some.Slice(judges, some.Count - judges), some.Slice(0, judges));
    }

    /// <summary>Where the trials' randomness comes from.</summary>
    public Key Key => Graph.Key.From(Seed).FoldIn(ForTrials);

    /// <summary>
    /// What tells trials of these settings and ranges from all others, those of another build of the program included.
    /// </summary>
    public string Fingerprint(int round, Ranges ranges)
    {
        ImmutableArray<double> bounds = [ranges.Rate.Low, ranges.Rate.High, ranges.Decay.Low, ranges.Decay.High];
        var text = string.Join('|', [
            $"{Seed}", $"{Epochs}", $"{round}", .. bounds.Select(bound => $"{bound:R}"), Digest(Training),
            Digest(Validation),
            .. new[] {
                typeof(Expr), typeof(Mlp), typeof(SearchSetup) }.Select(type => $"{type.Module.ModuleVersionId}")]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static string Digest(DataSet data) =>
        Convert.ToHexString(SHA256.HashData(data.Images.Span)) + Convert.ToHexString(SHA256.HashData(data.Labels.Span));
}
