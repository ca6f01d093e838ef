using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Graph.Generator;

// From the members of a record to its fields: the positional ones first, then those of the body.
internal sealed class FieldReader(INamedTypeSymbol record, ICollection<DiagnosticInfo> problems)
{
    private readonly string name = Identifiers.Short(record);

    public EquatableArray<FieldModel> Read()
    {
        var parameters = PrimaryParameters();
        var stored = record.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic).ToList();
        foreach (var field in stored.Where(field => !field.IsImplicitlyDeclared && field.AssociatedSymbol is null))
            problems.Add(DiagnosticInfo.At(field, Diagnostics.PlainField, name, field.Name));

        foreach (var member in record.GetMembers()
            .Where(member => member is not IMethodSymbol && IsGenerated(member.Name)))
            problems.Add(DiagnosticInfo.At(member, Diagnostics.NameTaken, name, member.Name));

        // A property is state when a field stands behind it; others are computed from the state.
        var properties = stored.Select(field => field.AssociatedSymbol).OfType<IPropertySymbol>().ToList();
        return properties
            .OrderBy(property => parameters.TryGetValue(property.Name, out var at) ? at.Ordinal : int.MaxValue)
            .Select(property => Field(property, parameters.TryGetValue(property.Name, out var at) ? at : null))
            .OfType<FieldModel>()
            .ToEquatableArray();
    }

    private static bool IsGenerated(string member) => member is "Map" or "Zip" or "Fold";

    private Dictionary<string, IParameterSymbol> PrimaryParameters() => record.InstanceConstructors
        .Where(constructor =>
            constructor.DeclaringSyntaxReferences.Any(place => place.GetSyntax() is TypeDeclarationSyntax))
        .SelectMany(constructor => constructor.Parameters)
        .ToDictionary(parameter => parameter.Name);

    private FieldModel? Field(IPropertySymbol property, IParameterSymbol? parameter)
    {
        var type = property.Type;
        if (ShapeReader.IsUnknown(type)) return null;
        if (property.SetMethod is { IsInitOnly: false }) return Problem(property, Diagnostics.Settable);

        if (KnownTypes.IsStatic(property) || (parameter is not null && KnownTypes.IsStatic(parameter)))
            return new FieldModel(property.Name, Identifiers.Type(type), null);

        if (ShapeReader.Read(type) is not { } shape) return NotAParameter(property, type);
        return property.SetMethod is null || !property.ExplicitInterfaceImplementations.IsEmpty
            ? Problem(property, Diagnostics.CannotBeSet)
            : new FieldModel(property.Name, Identifiers.Type(type), shape);
    }

    private FieldModel? NotAParameter(IPropertySymbol property, ITypeSymbol type)
    {
        var written = Identifiers.Short(type);
        return ShapeReader.UnconstrainedIn(type) is { } open
            ? Problem(property, Diagnostics.Unconstrained, written, open.Name)
            : ShapeReader.ElementOfCollection(type) is { } element
            ? Problem(property, Diagnostics.Collection, written, Identifiers.Short(element))
            : Problem(property, Diagnostics.NeitherParameterNorStatic, written);
    }

    private FieldModel? Problem(IPropertySymbol property, DiagnosticDescriptor descriptor, params string[] rest)
    {
        problems.Add(DiagnosticInfo.At(property, descriptor, [name, property.Name, .. rest]));
        return null;
    }
}
