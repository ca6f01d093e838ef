namespace Autograd.Graph.Engine.Memory;

/// <summary>Which element of an operand's buffer belongs to an element of a rows × columns result.</summary>
internal enum BroadcastPattern
{
    /// <summary>The operand has the shape of the result.</summary>
    Full,

    /// <summary>The operand is one row, repeated for each row.</summary>
    Row,

    /// <summary>The operand has one element for each row, repeated along the row.</summary>
    Column,

    /// <summary>
    /// The operand has one element for each of the first rows, and starts again after its last element: a bias for each
    /// channel of a batch of images.
    /// </summary>
    Cycle,

    /// <summary>The operand is a single number.</summary>
    Scalar,
}

/// <summary>A shape seen as rows × columns: the axes before a split, and those from it on.</summary>
internal readonly record struct Grid(int Rows, int Columns);
