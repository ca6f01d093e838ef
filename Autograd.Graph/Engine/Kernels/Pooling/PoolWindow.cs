using System.Numerics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>What one window shows of a plane: the rows and columns of it that lie in the image, and the largest element there.</summary>
internal unsafe ref struct PoolWindow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Windows _windows;
    private readonly Sides _image;
    private readonly T* _plane;
    private readonly int _row;
    private readonly int _column;

    /// <summary>The window at a place.</summary>
    public PoolWindow(PoolShape lengths, T* plane, int row, int column)
    {
        (_windows, _image, _row, _column) = (lengths.Windows, lengths.Image, row, column);
        _plane = plane;
        Largest = T.NegativeInfinity;
        for (var element = -1; Next(ref element) is >= 0 and var at;) Largest = Real<T>.Maximum(Largest, plane[at]);
    }

    /// <summary>The largest element, −∞ of none.</summary>
    public T Largest { get; }

    /// <summary>How many elements are as large.</summary>
    public T Count()
    {
        var count = T.Zero;
        for (var element = -1; Next(ref element) is >= 0 and var at;) count += Real<T>.Equal(_plane[at], Largest);
        return count;
    }

    /// <summary>The place in the plane of the next element after one of the window, row by row; −1 after the last.</summary>
    public readonly int Next(ref int element)
    {
        while (++element < _windows.Size.Area)
        {
            var row = _windows.Row(_row, element / _windows.Size.Width);
            var column = _windows.Column(_column, element % _windows.Size.Width);
            if ((uint)row < (uint)_image.Height && (uint)column < (uint)_image.Width) return (row * _image.Width) + column;
        }

        return -1;
    }
}
