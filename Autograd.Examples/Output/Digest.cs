using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Graph;

namespace Autograd.Examples.Output;

/// <summary>One line that tells whether two trainings came to the same weights, bit for bit.</summary>
internal static class Digest
{
    /// <summary>The SHA-256 of the bytes of a model's weights, in the order of its leaves.</summary>
    public static string Of<TModel>(TModel model)
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
