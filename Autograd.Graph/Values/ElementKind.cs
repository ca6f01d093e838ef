namespace Autograd.Graph;

/// <summary>What the elements of a tensor are. The graph fixes the kind, an interpreter its representation.</summary>
public enum ElementKind
{
    /// <summary>
    /// A real number: <c>float</c>, <c>double</c> or any other number system, as the interpreter chooses.
    /// </summary>
    Real,

    /// <summary>An index or a label: a 32-bit integer in every interpreter.</summary>
    Index,

    /// <summary>32 random bits.</summary>
    Bits,
}

/// <summary>What is known of a node's value before it is computed.</summary>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="Kind">What its elements are.</param>
public readonly record struct TensorType(Shape Shape, ElementKind Kind = ElementKind.Real)
{
    /// <summary>The type as <c>Real[2, 3]</c>.</summary>
    public override string ToString() => $"{Kind}{Shape}";
}
