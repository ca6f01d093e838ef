namespace Autograd.Properties;

/// <summary>
/// The checkout that this assembly was built from. (Compiled-in paths are not it: a CI build rewrites them.)
/// </summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Autograd.sln"))
            ? folder
            : Above(Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("No folder above the tests holds Autograd.sln."));
}
