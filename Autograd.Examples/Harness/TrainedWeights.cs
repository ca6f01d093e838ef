using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn.Checkpoints;

namespace Autograd.Examples.Harness;

/// <summary>The weights that a training came to.</summary>
/// <param name="Sha256">
/// The SHA-256 of their bytes, in the order of the leaves: it tells whether two trainings came to the same weights, bit
/// for bit.
/// </param>
/// <param name="SaveTo">Writes them to a file and gives its path.</param>
internal sealed record TrainedWeights(string Sha256, Func<string, string> SaveTo)
{
    /// <summary>The weights of a model.</summary>
    /// <param name="model">The model; its leaves are values.</param>
    /// <typeparam name="TModel">The type of the model.</typeparam>
    public static TrainedWeights Of<TModel>(TModel model)
        where TModel : IParameterRecord<TModel>
        => new(Digest(model), file =>
        {
            _ = Checkpoints.Save(file, model)
                .IfLeft(error => throw new ProgramException(error.Message, ExitCode.Broken));
            return file;
        });

    private static string Digest<TModel>(TModel model)
        where TModel : IParameterRecord<TModel>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var leaf in model.Leaves())
        {
            hash.AppendData(MemoryMarshal.AsBytes(leaf.Value.Evaluate<float>().AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
