using Microsoft.CodeAnalysis;

namespace Autograd.Graph.Generator;

// The types of the core library the generator speaks of, known by name.
internal static class KnownTypes
{
    public const string ParameterRecordAttribute = "Autograd.Graph.ParameterRecordAttribute";

    public static bool IsExpr(ITypeSymbol type) => Is(type, "Autograd.Graph", "Expr", 0);

    public static bool IsImmutableArray(ITypeSymbol type) =>
        Is(type, "System.Collections.Immutable", "ImmutableArray", 1);

    public static bool IsKeyValuePair(ITypeSymbol type) => Is(type, "System.Collections.Generic", "KeyValuePair", 2);

    public static bool IsParameterRecord(ITypeSymbol type) =>
        HasAttribute(type.OriginalDefinition, "ParameterRecordAttribute");

    public static bool IsStatic(ISymbol field) => HasAttribute(field, "StaticAttribute");

    // Whether the type implements IParameterRecord of itself, or is constrained to.
    public static bool ImplementsParameterRecord(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.Any(constraint => IsRecordOf(constraint, type))
            : type.AllInterfaces.Any(implemented => IsRecordOf(implemented, type));

    private static bool IsRecordOf(ITypeSymbol type, ITypeSymbol self) =>
        (Is(type, "Autograd.Graph", "IParameterRecord", 1)
            && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)type).TypeArguments[0], self))
        || type.Interfaces.Any(inherited => IsRecordOf(inherited, self));

    private static bool HasAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Any(given => given.AttributeClass is { } type && Is(type, "Autograd.Graph", name, 0));

    private static bool Is(ITypeSymbol type, string scope, string name, int arity) =>
        type is INamedTypeSymbol named
        && named.Name == name
        && named.Arity == arity
        && named.ContainingType is null
        && named.ContainingNamespace.ToDisplayString() == scope;
}
