using System.Collections.Immutable;

namespace Autograd.Graph.Drawing;

/// <summary>A graph as it is drawn: marks and the arrows between them. Make one with <see cref="Drawings"/>.</summary>
/// <remarks>
/// A shared node is one mark with several arrows. Broadcasting is left implicit, as in the text of an expression. The
/// last mark stands for the result; an arrow leads to it.
/// </remarks>
/// <param name="Nodes">The marks, each after those that it takes its inputs from.</param>
/// <param name="Edges">The arrows, from an input to where it is used.</param>
/// <param name="IsWhole">Whether everything is drawn: a huge graph is cut where a mark … stands.</param>
public sealed record Diagram(ImmutableArray<DiagramNode> Nodes, ImmutableArray<DiagramEdge> Edges, bool IsWhole);

/// <summary>A mark in a <see cref="Diagram"/>.</summary>
/// <param name="Label">What is written in it, e.g. × or the name of a variable.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Source">The node of the graph; null for the mark … .</param>
public sealed record DiagramNode(string Label, DiagramNodeKind Kind, Expr? Source);

/// <summary>What a mark in a <see cref="Diagram"/> stands for.</summary>
public enum DiagramNodeKind
{
    /// <summary>A variable: an input of the graph.</summary>
    Variable,

    /// <summary>A literal.</summary>
    Literal,

    /// <summary>An operation.</summary>
    Operation,

    /// <summary>The end of the arrow that leaves the graph.</summary>
    Result,

    /// <summary>Nodes that are not drawn, because there are too many.</summary>
    Omitted,
}

/// <summary>An arrow in a <see cref="Diagram"/>.</summary>
/// <param name="From">The number of the mark that it leaves.</param>
/// <param name="To">The number of the mark that it enters.</param>
/// <param name="Value">What flows along it forward; null if the graph was drawn without values.</param>
/// <param name="Gradient">What flows back along it: the derivative of the result with respect to this use of the input;
/// null if there is none.</param>
public sealed record DiagramEdge(int From, int To, Tensor? Value = null, Tensor? Gradient = null)
{
    private const int PrintedElements = 4;

    /// <summary>The value as short text: a number, a few numbers, or a shape.</summary>
    public string ValueText => Text(Value);

    /// <summary>The gradient as short text.</summary>
    public string GradientText => Text(Gradient);

    private static string Text(Tensor? tensor) => tensor switch
    {
        null => "",
        Tensor<double> { Shape.Rank: 0 } x => Number(x.Elements[0]),
        Tensor<double> { Shape.Rank: 1, Elements.Length: <= PrintedElements } x =>
            $"[{string.Join(", ", x.Elements.Select(Number))}]",
        Tensor<int> { Shape.Size: <= PrintedElements } x => x.ToString(),
        _ => $"{tensor.Shape}",
    };

    private static string Number(double number) =>
        number.ToString("G5", System.Globalization.CultureInfo.InvariantCulture);
}
