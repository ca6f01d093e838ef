using Microsoft.CodeAnalysis;

namespace Autograd.Graph.Generator;

// Every message names the record and the field, says why, and says what to write instead.
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor NotARecord = Error("AG0001", "A parameter record is a record",
        "'{0}' is marked [ParameterRecord] but is not a record, so it cannot be copied with changed fields; "
        + "declare it as 'sealed partial record'");

    public static readonly DiagnosticDescriptor NotPartial = Error("AG0002", "A parameter record is partial",
        "Record '{0}' is marked [ParameterRecord] but is not partial, so Map, Zip and Fold cannot be added to it; "
        + "declare it as 'sealed partial record'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error("AG0003",
        "The types around a parameter record are partial",
        "Record '{0}' is nested in '{1}', which is not partial, so Map, Zip and Fold cannot be added to the record; "
        + "declare '{1}' as partial");

    public static readonly DiagnosticDescriptor Derived = Error("AG0004", "A parameter record has no base record",
        "Record '{0}' derives from '{1}', whose fields Map, Zip and Fold would miss; "
        + "compose instead: give '{0}' a field of type '{1}'");

    public static readonly DiagnosticDescriptor NeitherParameterNorStatic = Error("AG0005",
        "A field is a parameter or static",
        "'{0}.{1}' of type '{2}' is neither a parameter (Expr, a [ParameterRecord], an ImmutableArray of those) nor "
        + "marked [Static]; mark it [Static] if it is configuration, or give it one of those types if it is to be "
            + "learned");

    public static readonly DiagnosticDescriptor Collection = Error("AG0006",
        "Parameters are collected in an ImmutableArray",
        "'{0}.{1}' of type '{2}' is a collection of parameters that Map cannot rebuild or that may change after its "
        + "leaves were counted; use ImmutableArray<{3}>");

    public static readonly DiagnosticDescriptor Settable = Error("AG0007", "A field of a parameter record is init-only",
        "'{0}.{1}' can be set after construction, so two readings of the record could differ; "
        + "declare it '{{ get; init; }}' ('readonly' on a record struct)");

    public static readonly DiagnosticDescriptor CannotBeSet = Error("AG0008", "A parameter can be set by 'with'",
        "'{0}.{1}' is a parameter that has no init accessor to set it by, so Map could not replace its value; "
        + "declare it '{{ get; init; }}', compute it with '=>', or mark it [Static]");

    public static readonly DiagnosticDescriptor PlainField = Error("AG0009",
        "The state of a parameter record is its properties",
        "'{0}.{1}' is a C# field, which is neither visited by Map nor compared by Zip; "
        + "declare it as a property '{{ get; init; }}', marked [Static] if it is configuration");

    public static readonly DiagnosticDescriptor NameTaken = Error("AG0010",
        "Map, Zip and Fold are members of every parameter record",
        "'{0}.{1}' takes the name of a method that [ParameterRecord] adds to the record; give the field another name");

    public static readonly DiagnosticDescriptor Unconstrained = Error("AG0011",
        "A type parameter that holds parameters is constrained",
        "'{0}.{1}' of type '{2}' is not known to hold parameters; add 'where {3} : IParameterRecord<{3}>', "
        + "or mark the field [Static] if it is configuration");

    public static readonly DiagnosticDescriptor FileLocal = Error("AG0012", "A parameter record is not file-local",
        "Record '{0}' is in a type marked 'file', which the file of its Map, Zip and Fold cannot see; "
        + "use 'internal' or 'private' instead of 'file'");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Autograd.Records", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
