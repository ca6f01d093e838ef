using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Autograd.Properties.Graph;

public sealed class DiagnosticsLaws
{
    private const string Usings = """
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using Autograd.Graph;

        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ParameterRecordAttribute).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray();

    [Theory]
    [InlineData("AG0001", "Net", "[ParameterRecord] public sealed partial class Net;", "is not a record")]
    [InlineData("AG0002", "Net", "[ParameterRecord] public sealed record Net(Expr W);", "is not partial")]
    [InlineData("AG0003", "Net", "public class Outer { [ParameterRecord] public sealed partial record Net(Expr W); }",
        "declare 'Outer' as partial")]
    [InlineData("AG0004", "Net", "public record Base(Expr B); [ParameterRecord] public partial record Net(Expr W) : "
        + "Base(W);", "compose instead: give 'Net' a field of type 'Base'")]
    [InlineData(
        "AG0012", "Net", "[ParameterRecord] file sealed partial record Net(Expr W);", "use 'internal' or 'private'")]
    public void A_declaration_that_cannot_be_extended_is_refused(string id, string record, string source, string reason)
    {
        var problem = Assert.Single(Problems(source));

        Assert.Equal((id, DiagnosticSeverity.Error), (problem.Id, problem.Severity));
        Assert.Contains($"'{record}'", problem.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(reason, problem.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AG0005", "int X", "", "'Net.X' of type 'int' is neither a parameter (Expr, a [ParameterRecord], an "
        + "ImmutableArray of those) nor marked [Static]")]
    [InlineData("AG0005", "string? X", "", "'Net.X' of type 'string?' is neither a parameter")]
    [InlineData("AG0005", "ImmutableArray<int> X", "", "'Net.X' of type 'ImmutableArray<int>' is neither a parameter")]
    [InlineData("AG0005", "", "public int X { get; init; }", "mark it [Static] if it is configuration")]
    [InlineData("AG0006", "Expr[] X", "", "'Net.X' of type 'Expr[]' is a collection of parameters")]
    [InlineData("AG0006", "List<Expr> X", "", "use ImmutableArray<Expr>")]
    [InlineData("AG0006", "IReadOnlyList<Part> X", "", "use ImmutableArray<Part>")]
    [InlineData("AG0006", "Dictionary<string, Part> X", "", "use ImmutableArray<Part>")]
    [InlineData("AG0007", "", "public Expr X { get; set; } = 0;", "'Net.X' can be set after construction")]
    [InlineData("AG0007", "", "[Static] public int X { get; set; }", "declare it '{ get; init; }'")]
    [InlineData("AG0008", "", "public Expr X { get; } = 0;", "'Net.X' is a parameter that has no init accessor")]
    [InlineData("AG0009", "", "public readonly Expr X = 0;", "'Net.X' is a C# field")]
    [InlineData("AG0010", "Expr Map", "", "'Net.Map' takes the name of a method")]
    public void A_field_that_cannot_be_mapped_is_refused(string id, string parameters, string body, string reason)
    {
        var problem = Assert.Single(Problems($$"""
            [ParameterRecord] public sealed partial record Part(Expr W);
            [ParameterRecord] public sealed partial record Net({{parameters}}) { {{body}} }
            """));

        Assert.Equal((id, DiagnosticSeverity.Error), (problem.Id, problem.Severity));
        Assert.Contains(reason, problem.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("T X")]
    [InlineData("T? X")]
    [InlineData("ImmutableArray<T> X")]
    public void A_type_parameter_without_its_constraint_is_refused(string field)
    {
        var problem = Assert.Single(Problems($"[ParameterRecord] public sealed partial record Net<T>({field});"));

        Assert.Equal("AG0011", problem.Id);
        Assert.Contains("add 'where T : IParameterRecord<T>'", problem.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_record_is_told_at_its_own_place()
    {
        var problems = Problems("[ParameterRecord] public sealed partial record Net(int X, Expr[] Y, Expr Z);");

        Assert.Equal(["AG0005", "AG0006"], problems.Select(problem => problem.Id));
        Assert.All(problems, problem => Assert.Equal(3, problem.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal([55, 65], problems.Select(problem => problem.Location.GetLineSpan().StartLinePosition.Character));
    }

    [Fact]
    public void A_type_the_compiler_does_not_know_is_left_to_the_compiler() =>
        Assert.Empty(Problems("[ParameterRecord] public sealed partial record Net(Missing X, List<Missing> Y);"));

    [Fact]
    public void Generated_code_compiles_without_warnings_where_documentation_is_required()
    {
        var (compilation, run) = Run("""
            /// <summary>In the global namespace, with a keyword for a field.</summary>
            [ParameterRecord] public sealed partial record Global(
                Expr @event, [Static] string @class, ImmutableArray<Global> Parts, Global? Next);

            namespace Deep.@namespace
            {
                /// <summary>Generic outside.</summary>
                public static partial class Outer<TOuter>
                {
                    /// <summary>An interface between.</summary>
                    public partial interface IBetween
                    {
                        /// <summary>Generic inside.</summary>
                        [ParameterRecord] public sealed partial record Inner<T, TState>(
                            T? Maybe, ImmutableArray<ImmutableArray<T?>>? Grid, TState State,
                            ImmutableArray<Expr?> Leaves)
                            where T : struct, IParameterRecord<T> where TState : IParameterRecord<TState>
                        {
                            /// <summary>In the body.</summary>
                            public required Expr Extra { get; init; }
                            /// <summary>Open and perhaps absent.</summary>
                            public TState? Slow { get; init; }
                            /// <summary>Configuration.</summary>
                            [Static] public TOuter? Tag { get; }
                            /// <summary>Obsolete.</summary>
                            [System.Obsolete("Still a field.")] public Expr? Old { get; init; }
                            /// <summary>Computed.</summary>
                            public Expr Sum => Extra + Extra;
                        }
                    }
                }
            }
            """);

        Assert.Equal(
            ["Deep.namespace.Outer{TOuter}.IBetween.Inner{T, TState}.g.cs", "Global.g.cs"],
            run.Results.Single().GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
        Assert.Empty(compilation.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void An_unrelated_edit_is_served_from_the_cache()
    {
        const string Record =
            "[ParameterRecord] public sealed partial record Net(ImmutableArray<Expr> W, [Static] int Width);";
        var compilation = Compilation(Usings + Record);
        GeneratorDriver driver = Driver();
        driver = driver.RunGenerators(compilation);

        // A new file, then an edit above the record that moves it and makes all its symbols anew.
        var grown = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Unrelated;", Options));
        var moved = grown.ReplaceSyntaxTree(
            grown.SyntaxTrees[0],
            CSharpSyntaxTree.ParseText(Usings + "// A comment.\n" + Record, Options));
        foreach (var edited in new[] { grown, moved })
        {
            driver = driver.RunGenerators(edited);
            var steps = driver.GetRunResult().Results.Single();
            Assert.All(
                steps.TrackedSteps[ParameterRecordGenerator.ModelStep]
                    .Concat(steps.TrackedOutputSteps.SelectMany(step => step.Value)),
                step => Assert.All(step.Outputs, output =>
                    Assert.Contains(
                        output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged })));
        }
    }

    [Fact]
    public void An_edit_of_a_field_writes_the_record_again()
    {
        var before = Compilation(Usings + "[ParameterRecord] public sealed partial record Net(Expr W);");
        var after = Compilation(Usings + "[ParameterRecord] public sealed partial record Net(Expr V);");
        var source =
            Driver().RunGenerators(before).RunGenerators(after).GetRunResult().GeneratedTrees.Single().ToString();

        Assert.Contains("this.V", source, StringComparison.Ordinal);
        Assert.DoesNotContain("this.W", source, StringComparison.Ordinal);
    }

    private static ImmutableArray<Diagnostic> Problems(string source) => Run(source).Result.Diagnostics;

    private static (Compilation Compilation, GeneratorDriverRunResult Result) Run(string source)
    {
        var driver =
            Driver().RunGeneratorsAndUpdateCompilation(Compilation(Usings + source), out var compilation, out _);
        return (compilation, driver.GetRunResult());
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ParameterRecordGenerator().AsSourceGenerator()],
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(
            IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compilation(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText(source, Options)],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
