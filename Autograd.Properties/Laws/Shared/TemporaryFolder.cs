namespace Autograd.Properties.Shared;

/// <summary>A folder of a test's own, gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("autograd-");

    /// <summary>The folder's full path.</summary>
    internal string Path => _folder.FullName;

    /// <summary>Writes a file into the folder.</summary>
    /// <returns>Its full path.</returns>
    internal string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
