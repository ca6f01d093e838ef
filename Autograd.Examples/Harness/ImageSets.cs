using Autograd.Examples.Output;
using Autograd.Nn.Data;

namespace Autograd.Examples.Harness;

/// <summary>The data set that experiments learn from.</summary>
internal static class ImageSets
{
    /// <summary>Reads the data set of a folder, or the MNIST that comes with the program.</summary>
    /// <param name="folder">The folder; null for MNIST.</param>
    /// <exception cref="ProgramException">It cannot be read.</exception>
    public static (DataSet Train, DataSet Test) Read(string? folder) =>
        (folder is null ? MnistFiles.ReadKnown(Path.Combine(AppContext.BaseDirectory, "data", "mnist"))
            : MnistFiles.Read(folder))
        .Match(Right: sets => sets, Left: error => throw new ProgramException(error.Message));
}
