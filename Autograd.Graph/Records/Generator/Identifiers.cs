using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autograd.Graph.Generator;

// Names as they are written in source.
internal static class Identifiers
{
    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat ShortName = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    // A type with its namespace, and with the question marks of its arguments.
    public static string Type(ITypeSymbol type) => type.ToDisplayString(FullName);

    // A type as a person would write it, for messages.
    public static string Short(ITypeSymbol type) => type.ToDisplayString(ShortName);

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
            && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    // "Momentum<T>" as it stands in a declaration.
    public static string Declared(INamedTypeSymbol type) => Escape(type.Name) + Parameters(type, "<", ">", Escape);

    // "Momentum{T}", which a file may be called.
    public static string FileName(INamedTypeSymbol type)
    {
        var scope = type.ContainingType is { } outer ? FileName(outer)
            : type.ContainingNamespace.IsGlobalNamespace ? null
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace("@", "");
        return (scope is null ? "" : scope + ".") + type.Name + Parameters(type, "{", "}", name => name);
    }

    private static string Parameters(INamedTypeSymbol type, string open, string close, Func<string, string> write) =>
        type.TypeParameters.IsEmpty
            ? ""
            : open + string.Join(", ", type.TypeParameters.Select(parameter => write(parameter.Name))) + close;
}
