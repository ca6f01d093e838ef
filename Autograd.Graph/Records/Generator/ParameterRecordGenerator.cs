using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autograd.Graph.Generator;

/// <summary>Writes Map, Zip and Fold for each record marked <c>[ParameterRecord]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ParameterRecordGenerator : IIncrementalGenerator
{
    /// <summary>The step whose results decide whether a record's source is written again.</summary>
    public const string ModelStep = "Models";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownTypes.ParameterRecordAttribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (marked, _) => RecordReader.Read((INamedTypeSymbol)marked.TargetSymbol));

        // Problems carry places in the text and change with every edit above them; models do not.
        var problems = readings.SelectMany(static (reading, _) => reading.Problems);
        var models = readings
            .SelectMany(static (reading, _) => reading.Model is { } model ? new[] { model } : [])
            .WithTrackingName(ModelStep);

        context.RegisterSourceOutput(
            problems, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(models, static (output, model) =>
            output.AddSource(model.HintName, SourceText.From(RecordWriter.Write(model), Encoding.UTF8)));
    }
}
