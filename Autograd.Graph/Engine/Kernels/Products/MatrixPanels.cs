using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// The division of the columns of C into vectors, and of these, as evenly as possible, into panels no wider than a
/// register tile. If the columns are not whole vectors, the last vector starts early and overlaps its neighbour, which
/// is always in the same panel.
/// </summary>
/// <param name="Columns">The columns of C.</param>
internal readonly record struct MatrixPanels<T>(int Columns)
    where T : unmanaged
{
    /// <summary>
    /// The bytes of a panel: most of a first-level cache of 48 KB. A cache of 32 KB streams the panel from the second
    /// level, which is faster than more panels (chosen on Zen 3).
    /// </summary>
    internal const int PanelBytes = 40 << 10;

    /// <summary>The vectors of all panels.</summary>
    internal int Vectors => (Columns + Registers<T>.Width - 1) / Registers<T>.Width;

    /// <summary>
    /// The number of panels: of up to four vectors with 32 registers; else of two, or of three if the number of vectors
    /// is odd.
    /// </summary>
    internal int Count => Registers<T>.AreMany ? (Vectors + 3) / 4 : Math.Max(1, Vectors / 2);

    /// <summary>The columns of the widest panel when packed.</summary>
    internal int WidestPanel => (Vectors + Count - 1) / Count * Registers<T>.Width;

    /// <summary>The division of a number of columns.</summary>
    internal static MatrixPanels<T> For(int columns) => new(columns);

    /// <summary>The first vector of a panel.</summary>
    internal int FirstVector(int panel) => FirstVector(panel, Count);

    /// <summary>The first vector of a panel, if there are this many panels.</summary>
    internal int FirstVector(int panel, int count) => (int)((long)panel * Vectors / count);

    /// <summary>The column where a vector starts.</summary>
    internal int Start(int vector) => Math.Max(0, Math.Min(vector * Registers<T>.Width, Columns - Registers<T>.Width));
}
