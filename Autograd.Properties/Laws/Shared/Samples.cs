using Autograd.Graph;

namespace Autograd.Properties.Shared;

/// <summary>Tensors whose elements all differ, so that one out of place shows.</summary>
internal static class Samples
{
    public static Tensor Tensor(Shape shape, int seed = 0)
    {
        var random = new Random(seed);
        return Autograd.Graph.Tensor.Generate(shape, _ => (4 * random.NextDouble()) - 2);
    }

    /// <summary>A variable of a shape, and numbers for it.</summary>
    public static (Expr Variable, Tensor Value) Variable(string name, Shape shape, int seed = 0) =>
        (Prelude.Variable(name, shape), Tensor(shape, seed));
}
