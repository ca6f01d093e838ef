using System.Collections.Immutable;

namespace Autograd.Examples.Output;

/// <summary>
/// Folders that are about to be made: those in which nothing was written go again when the work ends.
/// </summary>
internal sealed class FolderClaim : IDisposable
{
    // The innermost first.
    private readonly ImmutableArray<string> _missing;

    private FolderClaim(ImmutableArray<string> missing) => _missing = missing;

    /// <summary>Notes which folders of a path there are not yet.</summary>
    public static FolderClaim On(string folder)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        for (var path = Path.GetFullPath(folder); path is not null
            && !Path.Exists(path); path = Path.GetDirectoryName(path))
        {
            missing.Add(path);
        }

        return new(missing.ToImmutable());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _missing)
        {
            try
            {
                if (Directory.Exists(folder)) Directory.Delete(folder);
            }
            catch (Exception error) when (OutputFolder.IsOfFiles(error))
            {
                // Something was written in it, by us or by another.
                return;
            }
        }
    }
}
