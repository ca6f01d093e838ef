using System.Text.RegularExpressions;
using Xunit;

namespace Autograd.Properties.SourceTree;

/// <summary>What holds for every source file by itself: its lines, its name, its namespace.</summary>
public sealed partial class SourceFileLaws
{
    private const int Longest = 120;

    private static readonly string[] Folders =
        ["Autograd.Graph", "Autograd.Nn", "Autograd.Examples", "Autograd.Properties", ".ci"];

    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".py", ""];

    // Lines that hold one text or one command that is clearer whole.
    private static readonly string[] LongLines =
    [
        "Autograd.Examples/Bench/ConvolutionCase.cs", "Autograd.Examples/Bench/ConvolutionsRun.cs",
        "Autograd.Examples/Bench/GraphsRun.cs", "Autograd.Examples/ReadyToRun/ReadyToRun.targets",
        "Autograd.Graph/Numerics/Refused.cs", "Autograd.Graph/Ops/Indexing/OneHot.cs",
        "Autograd.Nn/Training/TrainingFolds.cs", "Autograd.Properties/Laws/Autograd.Properties.csproj",
        "Autograd.Properties/Laws/Docs/OperationsPage.cs",
    ];

    // The page's own program has the namespace of a user's; the second is a type that an older framework lacks.
    private static readonly string[] OtherNamespaces =
        ["Laws/Docs/AsAProperty.cs", "Records/Generator/IsExternalInit.cs"];

    private static IEnumerable<string> Files => Folders
        .SelectMany(folder => Below(Path.Combine(Repository.Root, folder)))
        .Where(file => Extensions.Contains(Path.GetExtension(file)))
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'));

    [Fact]
    public void Lines_end_at_120_characters() =>
        None(Files.Except(LongLines).SelectMany(file => Read(file).Split('\n').Index()
            .Where(line => line.Item.TrimEnd('\r').Length > Longest)
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.Length} characters")));

    [Fact]
    public void Every_exception_of_a_long_line_is_still_needed() =>
        Assert.All(LongLines, file => Assert.Contains(Read(file).Split('\n'), line => line.Length > Longest));

    [Fact]
    public void No_two_files_of_the_tests_have_one_name() =>
        None(Files.Where(file => file.StartsWith("Autograd.Properties/", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) == ".cs").GroupBy(file => Path.GetFileName(file))
            .Where(files => files.Count() > 1).Select(files => string.Join(", ", files)));

    // Of a folder above it where users would need one more using, or where its name would hide a type.
    [Fact]
    public void A_namespace_is_that_of_its_folder_or_of_a_folder_above_it() =>
        None(Files.Where(file => Path.GetExtension(file) == ".cs")
            .Where(file => !OtherNamespaces.Any(other => file.EndsWith(other, StringComparison.Ordinal)))
            .Select(file => (File: file, Namespace: Namespace().Match(Read(file)).Groups[1].Value))
            .Where(file => file.Namespace.Length > 0 && !Above(file.File, file.Namespace))
            .Select(file => $"{file.File}: {file.Namespace}"));

    private static void None(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    private static bool Above(string file, string name)
    {
        // The tests' own folder adds no word, and the generator's namespace is its assembly's.
        var folder = Path.GetDirectoryName(file)!.Replace('\\', '/').Replace("Autograd.Properties/Laws",
            "Autograd.Properties", StringComparison.Ordinal).Replace("Records/Generator", "Generator",
            StringComparison.Ordinal).Replace('/', '.');
        return name.Contains('.', StringComparison.Ordinal)
            && $"{folder}.".StartsWith($"{name}.", StringComparison.Ordinal);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is not ("bin" or "obj" or "StrykerOutput" or "__pycache__"))
            .SelectMany(Below));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
