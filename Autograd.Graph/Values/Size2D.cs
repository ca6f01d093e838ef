namespace Autograd.Graph;

/// <summary>A length along the height and one along the width of an image; a single number stands for both.</summary>
/// <param name="Height">Along the second axis from the end.</param>
/// <param name="Width">Along the innermost axis.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same along both.</summary>
    public static implicit operator Size2D(int both) => FromInt32(both);

    /// <summary>One along each: <c>(1, 2)</c>.</summary>
    public static implicit operator Size2D((int Height, int Width) each) => FromValueTuple(each);

    /// <summary>The same along both.</summary>
    public static Size2D FromInt32(int both) => new(both, both);

    /// <summary>One along each.</summary>
    public static Size2D FromValueTuple((int Height, int Width) each) => new(each.Height, each.Width);

    /// <summary>The product of both.</summary>
    public int Area => checked(Height * Width);

    /// <summary>Whether a condition holds along both.</summary>
    internal bool All(Func<int, bool> condition) => condition(Height) && condition(Width);

    /// <summary>One number where both are the same, else <c>(height, width)</c>.</summary>
    public override string ToString() => Height == Width ? $"{Height}" : $"({Height}, {Width})";
}
