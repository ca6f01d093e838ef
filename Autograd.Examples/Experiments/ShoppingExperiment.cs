using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using static Autograd.Graph.Prelude;

namespace Autograd.Examples.Experiments;

/// <summary>
/// What apples and oranges cost, and what each price and number does to the sum: the book's first graphs.
/// </summary>
internal static class ShoppingExperiment
{
    public static Experiment Experiment { get; } = new(
        "shopping", "What the shopping costs, and how much each price and number matters", "sections 5.1 to 5.4",
        "Autograd.Examples/Experiments/ShoppingExperiment.cs", Run);

    private static Findings Run(Lab lab)
    {
        var (apple, apples, orange, oranges, tax) = (Variable("apple price"), Variable("apples"),
            Variable("orange price"), Variable("oranges"), Variable("tax"));
        var two = apple * apples * tax;
        var five = ((apple * apples) + (orange * oranges)) * tax;
        ImmutableArray<(Expr Variable, Tensor Value)> basket = [(apple, 100.0), (apples, 2.0), (tax, 1.1)];
        ImmutableArray<(Expr Variable, Tensor Value)> fuller =
            [(apple, 100.0), (apples, 2.0), (orange, 150.0), (oranges, 3.0), (tax, 1.1)];
        return new("Backpropagation walks the graph once from the end and multiplies local derivatives: a yen more on "
            + "each apple costs 2.2, an apple more 110. One walk gives the gradients of all inputs. An "
            + "addition passes on what comes; a product multiplies by the other factor.")
        {
            Figures =
            [
                .. Costs("2 apples", two, basket, [220, 2.2, 110, 200]),
                .. Costs("2 apples and 3 oranges", five, fuller, [715, 2.2, 110, 3.3, 165, 650]),
            ],
            Tables =
            [
                new("The graph of the second basket for Graphviz", ["dot"], Lines(five.Draw(fuller.AsSpan()).ToDot())),
                new("The graph of the first basket for Mermaid", ["mermaid"],
                    Lines(two.Draw(basket.AsSpan()).ToMermaid())),
            ],
            Plates =
            [
                new("shopping-apples", "2 apples at 100 with a tax of 10 %.",
                    new GraphPicture("2 apples", two.Draw(basket.AsSpan()))),
                new("shopping-apples-and-oranges", "2 apples at 100 and 3 oranges at 150 with a tax of 10 %.",
                    new GraphPicture("2 apples and 3 oranges", five.Draw(fuller.AsSpan()))),
            ],
        };
    }

    private static IEnumerable<Figure> Costs(
        string name, Expr total, ImmutableArray<(Expr Variable, Tensor Value)> basket, ImmutableArray<double> book)
    {
        Expr[] variables = [.. basket.Select(item => item.Variable)];
        yield return new(
            $"{name}: total", total.Evaluate<double>(basket.AsSpan()).ToScalar(), Reference.Of(book[0], 1e-12));
        var gradients = total.Gradient(variables).Evaluate<double>(basket.AsSpan());
        for (var i = 0; i < variables.Length; i++)
        {
            yield return new($"{name}: gradient with respect to {variables[i]}", gradients[i].ToScalar(),
                Reference.Of(book[i + 1], 1e-12));
        }
    }

    private static ImmutableArray<ImmutableArray<string>> Lines(string text) =>
        [.. text.TrimEnd().Split('\n').Select(line => (ImmutableArray<string>)[line])];
}
