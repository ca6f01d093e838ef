using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Autograd.Graph.Generator;

// A diagnostic held by value: its place as numbers, since a Location keeps the syntax tree alive.
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor,
    string File,
    TextSpan Span,
    LinePositionSpan Lines,
    EquatableArray<string> Arguments)
{
    public static DiagnosticInfo At(ISymbol symbol, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        var location = symbol.Locations.FirstOrDefault(place => place.IsInSource);
        var lines = location?.GetLineSpan();
        return new DiagnosticInfo(
            descriptor,
            lines?.Path ?? "",
            location?.SourceSpan ?? default,
            lines?.Span ?? default,
            arguments.ToEquatableArray());
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Descriptor,
        Location.Create(File, Span, Lines),
        Arguments.Cast<object>().ToArray());
}
