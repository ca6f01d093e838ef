using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Autograd.Graph.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Properties.Docs;

/// <summary>
/// The blocks of a page as one program: each continues the ones before it, as a reader goes through the page.
/// </summary>
/// <remarks>
/// Using directives move to the top and types to the end, where C# wants them; line numbers stay the page's.
/// </remarks>
internal static class PageProgram
{
    private const char EndOfBlock = '\u001e';

    // What the SDK's ImplicitUsings bring to a console program.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // C# 14, which this Roslyn does not yet know by its number: as C# 13, Tensor.Vector(array) would be a vector of
    // arrays.
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).Split('.')[0] is "System" or "LanguageExt" or "Autograd"
                or "mscorlib" or "netstandard")
            .Where(path => Path.GetFileName(path) is not ("Autograd.Properties.dll" or "Autograd.Examples.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>
    /// Where the page is not true: an error of the compiler, an exception, or other output than it says.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">The folder in which the program runs.</param>
    public static ImmutableArray<string> Problems(MarkdownPage page, string folder)
    {
        var compilation = Compile(page);
        ImmutableArray<string> errors =
            [.. compilation.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning)
                .Select(problem => problem.ToString())];
        if (!errors.IsEmpty) return errors;

        var (outputs, failure) = Run(compilation, folder);
        var problems = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < outputs.Length; i++)
        {
            var block = page.Blocks[i];
            var (said, printed) = (block.Output ?? "", outputs[i].ReplaceLineEndings("\n").TrimEnd('\n'));
            if (said != printed)
            {
                problems.Add($"{page.Name}:{block.Line}: the page says\n{said}\nbut the code prints\n{printed}");
            }
        }

        if (failure is not null)
        {
            problems.Add($"{page.Name}:{page.Blocks[outputs.Length].Line}: the code throws {failure}");
        }
        return problems.ToImmutable();
    }

    private static CSharpCompilation Compile(MarkdownPage page)
    {
        var compilation = CSharpCompilation.Create(
            $"Page.{page.Name.Replace('/', '.')}",
            [CSharpSyntaxTree.ParseText(Source(page), Options), CSharpSyntaxTree.ParseText(ImplicitUsings, Options)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ParameterRecordGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var problems);
        if (problems.Length > 0) throw new InvalidOperationException(string.Join('\n', problems));
        return (CSharpCompilation)generated;
    }

    private static string Source(MarkdownPage page)
    {
        var (usings, statements, types) = (new List<string>(), new StringBuilder(), new StringBuilder());
        foreach (var block in page.Blocks)
        {
            var tree = CSharpSyntaxTree.ParseText(block.Code, Options);
            var unit = tree.GetCompilationUnitRoot();
            string Placed(SyntaxNode node) =>
                $"#line {block.Line + tree.GetLineSpan(node.FullSpan).StartLinePosition.Line} "
                    + $"\"{page.Name}\"\n{node.ToFullString()}\n";
            usings.AddRange(unit.Usings.Select(directive => directive.ToString()));
            foreach (var member in unit.Members)
            {
                (member is GlobalStatementSyntax ? statements : types).Append(Placed(member));
            }
            statements.Append($"#line hidden\nConsole.Out.Write('\\u{(int)EndOfBlock:x4}');\n");
        }

        return $"{string.Join('\n', usings.Distinct())}\n{statements}{types}";
    }

    private static (ImmutableArray<string> Outputs, Exception? Failure) Run(
        CSharpCompilation compilation, string folder)
    {
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } result)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
        var main = Assembly.Load(image.ToArray()).EntryPoint!;
        var (console, current, output) = (Console.Out, Environment.CurrentDirectory, new StringWriter());
        Exception? failure = null;
        try
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = folder;
            main.Invoke(null, [Array.Empty<string>()]);
        }
        catch (TargetInvocationException exception)
        {
            failure = exception.InnerException;
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = current;
        }

        return ([.. output.ToString().Split(EndOfBlock)[..^1]], failure);
    }
}
