using Autograd.Graph.Drawing;

namespace Autograd.Examples.Charts;

/// <summary>
/// A computational graph, as the book draws it: from left to right, values above the arrows, gradients below.
/// </summary>
/// <param name="Title">One line above it.</param>
/// <param name="Diagram">The graph.</param>
internal sealed record GraphPicture(string Title, Diagram Diagram) : Picture(Title);
