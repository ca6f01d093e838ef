namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// A channel of an image laid out for windows: with the zeros around it, and where windows are more than one element
/// apart as several planes, so that what neighbouring windows show at one of their elements lies side by side.
/// </summary>
/// <param name="Image">Height and width of the image.</param>
/// <param name="Margin">Rows and columns of zeros before the image.</param>
/// <param name="Step">How far apart the elements of a plane are in the image with its zeros; a plane for each offset below it.</param>
/// <param name="Plane">Rows and columns of a plane.</param>
internal readonly record struct ImagePlanes(Sides Image, Sides Margin, Sides Step, Sides Plane)
{
    /// <summary>Elements of all planes of a channel.</summary>
    public int Elements => Step.Area * Plane.Area;

    /// <summary>Whether a channel lies in memory as it is wanted.</summary>
    public bool IsImage => Step == 1 && Margin == 0 && Plane == Image;

    /// <summary>Where a row and a column of the image with its zeros lie.</summary>
    public int OffsetOf(int row, int column) =>
        (((row % Step.Height * Step.Width) + (column % Step.Width)) * Plane.Area) + (row / Step.Height * Plane.Width) + (column / Step.Width);

    /// <summary>Lays out a channel.</summary>
    public unsafe void LayOut<T>(T* image, T* planes)
        where T : unmanaged
    {
        for (var down = 0; down < Step.Height; down++)
        {
            for (var across = 0; across < Step.Width; across++)
            {
                for (var row = 0; row < Plane.Height; row++, planes += Plane.Width)
                {
                    var from = (row * Step.Height) + down - Margin.Height;
                    if ((uint)from < (uint)Image.Height) Row(image + ((nint)from * Image.Width), planes, across - Margin.Width);
                    else new Span<T>(planes, Plane.Width).Clear();
                }
            }
        }
    }

    // Elements first, first + step … of a row, zeros where they are outside.
    private unsafe void Row<T>(T* row, T* target, int first)
        where T : unmanaged
    {
        var step = Step.Width;
        var before = Math.Min(Plane.Width, first >= 0 ? 0 : (step - 1 - first) / step);
        var end = Math.Max(before, Math.Min(Plane.Width, first >= Image.Width ? 0 : (Image.Width - first + step - 1) / step));
        new Span<T>(target, before).Clear();
        if (step == 1) new ReadOnlySpan<T>(row + first + before, end - before).CopyTo(new Span<T>(target + before, end - before));
        else for (var i = before; i < end; i++) target[i] = row[first + (i * step)];
        new Span<T>(target + end, Plane.Width - end).Clear();
    }
}
