using Xunit;

namespace Autograd.Properties.SourceTree;

/// <summary>
/// The arrows of docs/architecture.md: a folder names types of the folders below it and of no others. (That Examples
/// names Nn, and Nn names Graph, is said by the projects.)
/// </summary>
public sealed class ArrowLaws
{
    // A dot is the library's own folder: the errors of shapes, and Prelude, which rules are written with.
    private const string Values = ". Values Numerics Random";
    private const string Expressions = $"{Values} Expressions Records Ops Functions";

    // What a folder may name. A folder may always name itself.
    private static readonly Dictionary<string, Dictionary<string, string>> Allowed = new()
    {
        ["Autograd.Graph"] = new()
        {
            ["Numerics"] = "",
            ["Values"] = Values,
            ["Random"] = "Values Numerics",
            ["Expressions"] = Expressions,
            ["Records"] = Expressions,
            ["Ops"] = Expressions,
            ["Functions"] = Expressions,
            ["."] = Expressions,
            ["Reference"] = Expressions,
            ["Transforms"] = $"{Expressions} Reference",
            ["Engine/Simd"] = "",
            ["Engine/Threads"] = "",
            ["Engine/Memory"] = Values,
            ["Engine/Kernels"] = $"{Values} Ops Engine/Simd Engine/Memory",
            ["Engine/Scheduling"] = $"{Expressions} Engine/Memory",
            ["Engine/Stages"] = $"{Expressions} Engine/Kernels Engine/Memory Engine/Threads",
            ["Engine/Lowering"] = $"{Expressions} Engine/Scheduling Engine/Memory Engine/Stages Engine/Kernels",
            ["Engine/Rewriting"] = $"{Expressions} Reference Transforms",
            ["Engine"] = $"{Expressions} Reference Transforms Engine/Lowering Engine/Memory Engine/Rewriting "
                + "Engine/Stages Engine/Threads",
            ["Drawing"] = $"{Expressions} Reference Transforms",
            ["Checking"] = $"{Expressions} Reference Transforms Engine",
        },
        ["Autograd.Nn"] = new()
        {
            ["Files"] = "",
            ["Optimizers"] = "",
            ["Data"] = "Files",
            ["Checkpoints"] = "Files",
            ["Layers"] = "",
            ["Training"] = "Data Optimizers",
        },
        ["Autograd.Examples"] = new()
        {
            ["Models"] = "",
            ["Charts"] = "",
            ["Output"] = "",
            ["Formulas"] = "Output",
            ["Harness"] = "Charts Output",
            ["Experiments"] = "Models Charts Output Formulas Harness",
            ["Pages"] = "Charts Output Harness Experiments",
            ["Bench"] = "Models Output Harness",
            ["."] = "Output Harness Experiments Pages Bench",
        },
    };

    // A folder, a type that it names though it lies above, and why.
    private static readonly Dictionary<(string From, string Type), string> Exceptions = new()
    {
        [("Expressions", "ExprText")] = "an expression prints itself",
        [("Values", "ExprText")] = "a tensor prints itself",
        [(".", "Vectorization")] = "Prelude is all that a user names without a type in front",
        [(".", "Checkpointing")] = "Prelude is all that a user names without a type in front",
        [("Layers", "Checks")] = "layers and optimizers check their settings by the same few functions",
    };

    public static TheoryData<string> Libraries => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_folder_names_types_of_the_folders_below_it_only(string library)
    {
        var wrong = SourceFolders.Arrows(library)
            .Where(arrow => !IsAllowed(library, arrow.From, arrow.To))
            .Where(arrow => !Exceptions.ContainsKey((arrow.From, arrow.Type)))
            .Select(arrow => arrow.ToString()).ToList();
        Assert.True(wrong.Count == 0, $"arrows that docs/architecture.md does not have:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void No_two_folders_may_name_each_other_but_those_of_one_layer()
    {
        string[] layer = [.. Expressions.Split(' ')];
        foreach (var (library, folders) in Allowed)
        {
            var both = folders.Keys.SelectMany(a => folders.Keys.Select(b => (a, b)))
                .Where(pair => pair.a != pair.b && IsAllowed(library, pair.a, pair.b)
                    && IsAllowed(library, pair.b, pair.a))
                .Where(pair => !(layer.Contains(pair.a) && layer.Contains(pair.b)));
            Assert.Empty(both);
        }
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var arrows = Allowed.Keys.SelectMany(library => SourceFolders.Arrows(library)
            .Where(arrow => !IsAllowed(library, arrow.From, arrow.To)))
            .Select(arrow => (arrow.From, arrow.Type)).ToHashSet();
        Assert.Empty(Exceptions.Keys.Except(arrows));
    }

    // A folder that the table does not have may name nothing, so that a new one gets its place.
    private static bool IsAllowed(string library, string from, string to) =>
        Allowed[library].TryGetValue(from, out var folders) && folders.Split(' ').Contains(to);
}
