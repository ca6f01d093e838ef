using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Matrix products in plans: batches, transposes read in place, rows split among threads.</summary>
public sealed class DotPlanLaws
{
    public static TheoryData<int, int, int, int[]> Extents => new()
    {
        { 1, 1, 1, [] }, { 3, 5, 7, [2] }, { 17, 33, 65, [3, 2] }, { 130, 70, 90, [2] }, { 200, 60, 130, [] },
        { 0, 3, 4, [2] }, { 3, 0, 4, [] },
        { 3, 4, 0, [2] }, { 5, 3, 4, [0] }, { 1, 300, 1, [4] }, { 64, 1, 64, [] }, { 9, 2000, 3, [] },
    };

    [Theory]
    [MemberData(nameof(Extents))]
    public void Products_of_all_transposes_have_the_bits_of_the_reference(int rows, int inner, int columns, int[] outer)
    {
        var (a, b) =
            (Samples.Variable("a", [.. outer, rows, inner], 1), Samples.Variable("b", [.. outer, inner, columns], 2));
        var (at, bt) =
            (Samples.Variable("at", [.. outer, inner, rows], 3), Samples.Variable("bt", [.. outer, columns, inner], 4));
        Runs.Agree(
            [a.Variable.Dot(b.Variable), at.Variable.Transpose().Dot(b.Variable),
                a.Variable.Dot(bt.Variable.Transpose()), at.Variable.Transpose().Dot(bt.Variable.Transpose())],
            a, b, at, bt);
    }

    [Fact]
    public void Outer_axes_broadcast_and_computed_operands_are_read_from_where_they_lie()
    {
        var (a, b) = (Samples.Variable("a", [4, 1, 6, 9], 1), Samples.Variable("b", [3, 9, 20], 2));
        var (x, y) = (a.Variable.Sin(), b.Variable * 2);
        Runs.Agree(
            [
                a.Variable.Dot(b.Variable), x.Dot(y), y.Transpose().Dot(x.Transpose()),
                x.Reshape(4, 6, 9).Permute(1, 0, 2).Dot(y.Slice(0, 1, 1).Reshape(9, 20)),
                x.Reshape(24, 9).Transpose().Dot(x.Reshape(24, 9)), x.Dot(y).Dot(x.Dot(y).Transpose()).Tanh(),
            ],
            a, b);
    }

    [Fact]
    public void Vectors_are_matrices_of_one_row_or_column()
    {
        var (m, v, w) =
            (Samples.Variable("m", [70, 50], 1), Samples.Variable("v", [70], 2), Samples.Variable("w", [50], 3));
        Runs.Agree([v.Variable.Dot(m.Variable), m.Variable.Dot(w.Variable), v.Variable.Dot(m.Variable).Dot(w.Variable),
            w.Variable.Dot(w.Variable)], m, v, w);
    }
}
