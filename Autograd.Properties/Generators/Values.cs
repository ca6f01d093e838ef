using Autograd.Graph;
using Autograd.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Generators;

/// <summary>Numbers and tensors of them, drawn from the domain on which an op is tested.</summary>
public static class Values
{
    private const int Steps = 4096;

    /// <summary>Numbers of a domain, its ends included.</summary>
    /// <param name="domain">Where the numbers lie.</param>
    public static Gen<double> In(Domain domain) =>
        from place in Gen.Choose(0, Steps)
        from negative in Gen.Elements(false, domain.Negative)
        let magnitude = domain.Smallest + ((domain.Largest - domain.Smallest) * place / Steps)
        select negative ? -magnitude : magnitude;

    /// <summary>Tensors of numbers of a domain.</summary>
    /// <param name="shape">The shape of each tensor.</param>
    /// <param name="domain">Where the elements lie.</param>
    public static Gen<Tensor<double>> Tensors(Shape shape, Domain domain) =>
        In(domain).ArrayOf(shape.Size).Select(elements => Tensor.Of<double>(shape, elements));

    /// <summary>Tensors of numbers of both signs up to 3, zeros included.</summary>
    /// <param name="shape">The shape of each tensor.</param>
    public static Gen<Tensor<double>> Tensors(Shape shape) => Tensors(shape, Domain.Real);

    /// <summary>Indices below a length; where there are none, the shape must be empty.</summary>
    /// <param name="shape">The shape of each tensor.</param>
    /// <param name="length">One more than the largest index.</param>
    public static Gen<Tensor<int>> Indices(Shape shape, int length) =>
        Gen.Choose(0, Math.Max(0, length - 1)).ArrayOf(shape.Size).Select(elements => Tensor.Of<int>(shape, elements));

    /// <summary>Zeros, and numbers that are not.</summary>
    /// <param name="shape">The shape of each mask.</param>
    public static Gen<Tensor<double>> Masks(Shape shape) =>
        Gen.Elements(0.0, 0.0, 1.0, -2.5).ArrayOf(shape.Size).Select(elements => Tensor.Of<double>(shape, elements));

    /// <summary>Smaller shapes of the same leading elements, then rounder elements.</summary>
    /// <param name="tensor">The tensor that failed.</param>
    public static IEnumerable<Tensor<double>> Shrink(Tensor<double> tensor)
    {
        foreach (var shape in Shapes.Shrink(tensor.Shape))
        {
            if (shape.Size <= tensor.Shape.Size) yield return Tensor.Generate(shape, i => tensor.Elements[i]);
        }

        foreach (var digits in new[] { 0, 1 })
        {
            var rounder = Tensor.Generate(tensor.Shape, i => Math.Round(tensor.Elements[i], digits));
            if (!rounder.Equals(tensor)) yield return rounder;
        }
    }
}
