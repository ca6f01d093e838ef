namespace Autograd.Graph.Engine;

/// <summary>Rows of numbers that can be written in any order, and from several threads together.</summary>
/// <typeparam name="T">The numbers.</typeparam>
public interface IRows<T>
{
    /// <summary>Writes some rows one after another.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="destination">The memory of these rows, exactly.</param>
    void CopyRows(int start, int end, Span<T> destination);
}
