using System.Globalization;
using Autograd.Graph;
using Xunit;

namespace Autograd.Properties.Shared;

/// <summary>Equality up to rounding, failing with both numbers and the place.</summary>
internal static class Close
{
    /// <summary>|expected − actual| ≤ tolerance · (|expected| + scale), NaN being close to NaN alone.</summary>
    public static void Numbers(string what, double expected, double actual, double tolerance = 1e-12, double scale = 1)
    {
        if (expected.Equals(actual)
            || (double.IsFinite(expected) && Math.Abs(expected - actual) <= tolerance * (Math.Abs(expected) + scale)))
        {
            return;
        }

        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}"));
    }

    public static void Tensors(
        string what, Tensor<double> expected, Tensor<double> actual, double tolerance = 1e-12, double scale = 1)
    {
        if (expected.Shape != actual.Shape)
        {
            Assert.Fail($"{what}: expected the shape {expected.Shape}, got {actual.Shape}");
        }

        for (var i = 0; i < expected.Elements.Length; i++)
        {
            Numbers($"{what}, element {i} of {expected.Shape}", expected.Elements[i], actual.Elements[i], tolerance,
                scale);
        }
    }

    /// <summary>The largest finite magnitude: what a tolerance of derivatives is measured against.</summary>
    public static double Scale(IEnumerable<Tensor<double>> tensors) =>
        tensors.SelectMany(tensor => tensor.Elements).Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0)
            .Max() + 1;
}
