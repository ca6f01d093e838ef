using System.Collections.Immutable;
using Autograd.Graph.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Properties.SourceTree;

/// <summary>A type of one folder that is named in a file of another.</summary>
/// <param name="File">The file that names it, from the root of the repository.</param>
/// <param name="Line">The line of the file.</param>
/// <param name="From">The folder of that file.</param>
/// <param name="Type">The type that is named.</param>
/// <param name="To">The folder of the type.</param>
internal sealed record Arrow(string File, int Line, string From, string Type, string To)
{
    public override string ToString() => $"{File}:{Line}: {From} names {Type} of {To}";
}

/// <summary>Which folders of a library name types of which others, by the compiler's own binding of names.</summary>
internal static class SourceFolders
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    // The generator is another assembly, and each script a program.
    private static readonly string[] NotSource = ["bin", "obj", "Generator", "scripts"];

    /// <summary>All arrows between folders of a library, the first of each file, type and direction.</summary>
    /// <param name="library">The folder of the library's project.</param>
    public static ImmutableArray<Arrow> Arrows(string library)
    {
        var trees = Files(Path.Combine(Repository.Root, library))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, Relative(file))).ToList();
        trees.Add(CSharpSyntaxTree.ParseText(
            """
            global using System;
            global using System.Collections.Generic;
            global using System.IO;
            global using System.Linq;
            global using System.Threading;
            global using System.Threading.Tasks;
            """, Options));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith(library, StringComparison.Ordinal))
            .Where(path => library != "Autograd.Graph"
                || !Path.GetFileName(path).StartsWith("Autograd.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            library, trees, references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        CSharpGeneratorDriver.Create(
            [new ParameterRecordGenerator().AsSourceGenerator(), new PreludeGenerator().AsSourceGenerator()],
            parseOptions: Options).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return [.. trees.Where(tree => tree.FilePath.Length > 0).AsParallel().AsOrdered()
            .SelectMany(tree => Of(tree, generated.GetSemanticModel(tree)))];
    }

    private static IEnumerable<Arrow> Of(SyntaxTree tree, SemanticModel model)
    {
        var from = Folder(tree.FilePath);
        return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => !name.Ancestors().OfType<UsingDirectiveSyntax>().Any())
            .Select(name => (Name: name, Type: TypeOf(model.GetSymbolInfo(name).Symbol)))
            .Where(named => named.Type is not null)
            .Select(named => new Arrow(
                tree.FilePath, named.Name.GetLocation().GetLineSpan().StartLinePosition.Line + 1, from,
                named.Type!.Name, Declared(named.Type)))
            .Where(arrow => arrow.To.Length > 0 && arrow.To != from)
            .DistinctBy(arrow => (arrow.Type, arrow.To));
    }

    // A member stands for the type that declares it: an extension method too.
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) =>
        (symbol as INamedTypeSymbol ?? (symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol
            ? symbol.ContainingType : null))?.OriginalDefinition;

    // A type in several files stands where its name does, else where most of it does; a generated one is nowhere.
    private static string Declared(INamedTypeSymbol type)
    {
        var files = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath)
            .Where(path => File.Exists(Path.Combine(Repository.Root, path))).ToList();
        return files.Find(path => Path.GetFileNameWithoutExtension(path) == type.Name) is { } own ? Folder(own)
            : files.GroupBy(Folder).OrderByDescending(folder => folder.Count()).FirstOrDefault()?.Key ?? "";
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs").Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !NotSource.Contains(Path.GetFileName(inner))).SelectMany(Files));

    private static string Relative(string file) =>
        Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The folder below the library: the first part of the path, and the second below Engine.</summary>
    private static string Folder(string file)
    {
        var parts = file.Split('/')[1..^1];
        return parts is [] ? "." : parts is ["Engine", var inner, ..] ? $"Engine/{inner}" : parts[0];
    }
}
