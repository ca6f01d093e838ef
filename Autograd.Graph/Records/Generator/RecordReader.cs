using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Graph.Generator;

// A record's model, or the reasons why there is none.
internal sealed record Reading(RecordModel? Model, EquatableArray<DiagnosticInfo> Problems);

// From a marked type to its model.
internal static class RecordReader
{
    public static Reading Read(INamedTypeSymbol type)
    {
        var problems = new List<DiagnosticInfo>();
        if (!type.IsRecord)
        {
            problems.Add(DiagnosticInfo.At(type, Diagnostics.NotARecord, Identifiers.Short(type)));
            return new Reading(null, problems.ToEquatableArray());
        }

        CheckDeclaration(type, problems);
        var fields = new FieldReader(type, problems).Read();
        return new Reading(problems.Count == 0 ? Model(type, fields) : null, problems.ToEquatableArray());
    }

    private static void CheckDeclaration(INamedTypeSymbol type, List<DiagnosticInfo> problems)
    {
        var name = Identifiers.Short(type);
        if (!IsPartial(type)) problems.Add(DiagnosticInfo.At(type, Diagnostics.NotPartial, name));

        if (Outward(type).Any(each => each.IsFileLocal))
            problems.Add(DiagnosticInfo.At(type, Diagnostics.FileLocal, name));

        foreach (var outer in Outward(type).Skip(1).Where(outer => !IsPartial(outer)))
            problems.Add(DiagnosticInfo.At(type, Diagnostics.ContainerNotPartial, name, Identifiers.Short(outer)));

        if (type.BaseType is { IsRecord: true } above)
            problems.Add(DiagnosticInfo.At(type, Diagnostics.Derived, name, Identifiers.Short(above)));
    }

    private static RecordModel Model(INamedTypeSymbol type, EquatableArray<FieldModel> fields) => new(
        type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
        Outward(type).Skip(1).Reverse().Select(Header).ToEquatableArray(),
        Header(type),
        Identifiers.Type(type),
        Identifiers.Short(type),
        Identifiers.FileName(type) + ".g.cs",
        FreeName("TState", Outward(type).SelectMany(each => each.TypeParameters).Select(each => each.Name)),
        type.IsValueType,
        fields);

    // The type itself, then the types it is nested in.
    private static IEnumerable<INamedTypeSymbol> Outward(INamedTypeSymbol type)
    {
        for (var each = type; each is not null; each = each.ContainingType) yield return each;
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(place => place.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Header(INamedTypeSymbol type)
    {
        var keyword = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return "partial " + keyword + " " + Identifiers.Declared(type);
    }

    private static string FreeName(string wanted, IEnumerable<string> taken) =>
        taken.Contains(wanted) ? FreeName(wanted + "_", taken) : wanted;
}
