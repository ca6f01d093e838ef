using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Kernels;

/// <summary>Elementwise regions of every extent: tiles hold 1024 elements, chunks 16 tiles, vectors 4 to 16.</summary>
public sealed class TileLaws
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 15)]
    [InlineData(1, 1023)]
    [InlineData(1, 1025)]
    [InlineData(1, 16384)]
    [InlineData(1, 16385)]
    [InlineData(1, 40_001)]
    [InlineData(40_001, 1)]
    [InlineData(1025, 1)]
    [InlineData(3, 1023)]
    [InlineData(33, 1024)]
    [InlineData(33, 1025)]
    [InlineData(9, 2500)]
    [InlineData(2003, 17)]
    [InlineData(341, 3)]
    [InlineData(342, 3)]
    [InlineData(513, 65)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void Rows_columns_and_scalars_meet_a_matrix_at_every_element(int rows, int columns)
    {
        var (x, y) = (Samples.Variable("x", [rows, columns], 1), Samples.Variable("y", [rows, columns], 2));
        var (row, column, number) = (Samples.Variable("row", [columns], 3), Samples.Variable("column", [rows, 1], 4),
            Samples.Variable("n", [], 5));
        var all = ((x.Variable * row.Variable) + column.Variable - number.Variable).Sigmoid();
        Runs.Agree(
            [all, x.Variable - y.Variable, row.Variable / column.Variable,
                (all > 0.5).Where(y.Variable, number.Variable), column.Variable * 3, -row.Variable],
            x, y, row, column, number);
    }

    [Theory]
    [InlineData(5, 7, 300)]
    [InlineData(300, 5, 7)]
    [InlineData(2, 1100, 3)]
    [InlineData(1, 40, 1)]
    public void Operands_that_repeat_along_any_axes_of_three_are_read_right(int a, int b, int c)
    {
        var x = Samples.Variable("x", [a, b, c]);
        var parts = Enumerable.Range(0, 8).Select(bits => Samples.Variable(
            $"y{bits}", [(bits & 4) == 0 ? 1 : a, (bits & 2) == 0 ? 1 : b, (bits & 1) == 0 ? 1 : c], bits)).ToArray();
        Runs.Agree(
            [.. parts.Select(part => x.Variable * part.Variable),
                parts.Aggregate(x.Variable, (sum, part) => sum + part.Variable).Tanh()],
            [x, .. parts]);
    }

    [Fact]
    public void A_region_of_more_operands_than_a_frame_of_the_stack_holds_is_read_right()
    {
        var parts = Enumerable.Range(0, 300)
            .Select(i => Samples.Variable($"x{i}", i % 3 == 0 ? [] : [i % 2 == 0 ? 3 : 1, 700], i)).ToArray();
        Runs.Agree([parts.Select(part => part.Variable).Aggregate((sum, x) => sum + x)], parts);
    }

    [Fact]
    public void Many_results_of_one_region_are_all_stored_and_read_by_others()
    {
        var x = Samples.Variable("x", [33, 1025]);
        var chain = new List<Expr> { x.Variable };
        for (var i = 0; i < 20; i++) chain.Add((chain[^1] * 0.9).Sin() + chain[i / 2]);
        Runs.Agree([.. chain, .. chain.Select(node => node.Sum(0)), chain[7].Transpose()], x);
    }
}
