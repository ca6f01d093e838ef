using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Graph.Generator;

// A function of Prelude as text: its documentation, its declaration and the extension method that it calls.
internal sealed record PreludeFunction(EquatableArray<string> Documentation, string Declaration, string Call)
{
    public static PreludeFunction Of(MethodDeclarationSyntax method, string type)
    {
        var lines = method.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim());
        var parameters = method.ParameterList.Parameters;
        return new(
            new([.. lines.Where(line => line.StartsWith("///", System.StringComparison.Ordinal))]),
            $"{method.ReturnType} {method.Identifier}({string.Join(", ", parameters.Select(Plain))})",
            $"{type}.{method.Identifier}({string.Join(", ", parameters.Select(parameter => parameter.Identifier))})");
    }

    private static string Plain(ParameterSyntax parameter) =>
        parameter.WithModifiers(SyntaxFactory.TokenList(
            parameter.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ThisKeyword)))).ToString();
}
