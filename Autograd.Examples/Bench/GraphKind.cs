using Autograd.Graph;
using static Autograd.Graph.Prelude;

namespace Autograd.Examples.Bench;

/// <summary>
/// A family of graphs that grow with a number: a scalar, and what it is differentiated with respect to.
/// </summary>
/// <param name="Name">What the graphs are.</param>
/// <param name="Build">The graph of about a number of nodes.</param>
internal sealed record GraphKind(string Name, Func<int, (Expr Loss, Expr[] Variables)> Build)
{
    /// <summary>Deep and wide graphs, of numbers and of tensors.</summary>
    public static IReadOnlyList<GraphKind> All { get; } =
    [
        new("chain of elementwise ops", Chain),
        new("formulas of numbers", Formulas),
        new("deep recurrent network", Recurrent),
        new("sequence read in slices", Sequence),
        new("sum over many parameters", Sum),
        new("many small tensors", Tensors),
        new("one concatenation", Parts),
    ];

    private static (Expr Loss, Expr[] Variables) Chain(int nodes)
    {
        var x = Variable("x", [64]);
        var y = x;
        for (var i = 0; i < nodes / 2; i++) y = (y * (1 + (1.0 / (i + 1)))).Sin();
        return (y.Sum(), [x]);
    }

    private static (Expr Loss, Expr[] Variables) Formulas(int nodes)
    {
        var random = new Random(1);
        Expr[] variables = [.. Enumerable.Range(0, 10).Select(i => Variable($"x{i}"))];
        List<Expr> values = [.. variables];
        Expr Earlier() => values[^random.Next(1, Math.Min(values.Count, 50))];
        while (values.Count < nodes)
        {
            values.Add(random.Next(5) switch
            {
                0 => Earlier() + Earlier(),
                1 => Earlier() * Earlier(),
                2 => Earlier() - Earlier().Tanh(),
                3 => Earlier().Sin(),
                _ => Earlier() / (2 + Earlier().Square()),
            });
        }

        return (values.TakeLast(50).Aggregate((a, b) => a + b), variables);
    }

    private static (Expr Loss, Expr[] Variables) Recurrent(int nodes)
    {
        var (w, x) = (Variable("w", [8, 8]), Variable("x", [8]));
        var h = x;
        for (var i = 0; i < nodes / 6; i++) h = (h.Dot(w) + (x * (i + 0.5))).Tanh();
        return (h.Square().Sum(), [w, x]);
    }

    private static (Expr Loss, Expr[] Variables) Sequence(int nodes)
    {
        var (x, w) = (Variable("x", [nodes / 5, 8]), Variable("w", [8, 8]));
        var h = Zeros([8]);
        for (var i = 0; i < nodes / 5; i++) h = (h.Dot(w) + x.Slice(0, i, 1).Reshape(8)).Tanh();
        return (h.Square().Sum(), [x, w]);
    }

    private static (Expr Loss, Expr[] Variables) Sum(int nodes)
    {
        Expr[] variables = [.. Enumerable.Range(0, nodes / 3).Select(i => Variable($"x{i}"))];
        return (variables.Select(x => x.Square()).Aggregate((a, b) => a + b), variables);
    }

    private static (Expr Loss, Expr[] Variables) Tensors(int nodes)
    {
        Expr[] variables = [.. Enumerable.Range(0, nodes / 5).Select(i => Variable($"x{i}", [4]))];
        var scale = Variable("scale", [4]);
        return (variables.Select(x => (x * scale).Tanh().Sum()).Aggregate((a, b) => a + b), [.. variables, scale]);
    }

    private static (Expr Loss, Expr[] Variables) Parts(int nodes)
    {
        Expr[] variables = [.. Enumerable.Range(0, nodes / 2).Select(i => Variable($"x{i}"))];
        return (variables.Select(x => x.Reshape(1)).Concatenate().Square().Sum(), variables);
    }
}
