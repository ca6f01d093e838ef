using Microsoft.CodeAnalysis;

namespace Autograd.Graph.Generator;

// From a field's type to the shape of the leaves in it, or null when it holds none that can be mapped.
internal static class ShapeReader
{
    public static Shape? Read(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Present(nullable.TypeArguments[0]) is { } value ? value with { IsNullable = true } : null;

        var present = Present(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        return present is not null && type.NullableAnnotation == NullableAnnotation.Annotated
            ? present with { IsNullable = true }
            : present;
    }

    // The parameter type a collection holds, when it is a collection other than ImmutableArray.
    public static ITypeSymbol? ElementOfCollection(ITypeSymbol type) => type is IArrayTypeSymbol array
        ? ParameterIn(array.ElementType)
        : type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
            .Where(candidate =>
                candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            .Select(candidate => ParameterIn(candidate.TypeArguments[0]))
            .FirstOrDefault(element => element is not null);

    // The type parameter that a constraint would make a parameter record.
    public static ITypeParameterSymbol? UnconstrainedIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => parameter,
        INamedTypeSymbol named when KnownTypes.IsImmutableArray(named)
            || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T =>
                UnconstrainedIn(named.TypeArguments[0]),
        _ => null,
    };

    // Whether the compiler already complains about the type, so that nothing need be added.
    public static bool IsUnknown(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => IsUnknown(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsUnknown),
        _ => false,
    };

    private static Shape? Present(ITypeSymbol type)
    {
        var name = Identifiers.Type(type);
        if (KnownTypes.IsExpr(type)) return new Shape(ShapeKind.Leaf, name);
        if (KnownTypes.IsParameterRecord(type)) return new Shape(ShapeKind.Record, name);
        if (KnownTypes.IsImmutableArray(type))
        {
            return Read(((INamedTypeSymbol)type).TypeArguments[0]) is { } element
                ? new Shape(ShapeKind.Array, name, Element: element)
                : null;
        }

        // A type written by hand may implement the interface explicitly, and is then called through it.
        return KnownTypes.ImplementsParameterRecord(type)
            ? new Shape(ShapeKind.Record, name, ViaInterface: type.TypeKind is TypeKind.Class or TypeKind.Struct)
            : null;
    }

    private static ITypeSymbol? ParameterIn(ITypeSymbol element) =>
        Read(element) is not null ? element
        : KnownTypes.IsKeyValuePair(element) ? ParameterIn(((INamedTypeSymbol)element).TypeArguments[1])
        : ElementOfCollection(element);
}
