using Autograd.Graph;
using Autograd.Graph.Engine;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Threads share the rows of an input that is filled, and write each of them once.</summary>
public sealed class FillLaws
{
    private readonly record struct Numbered(int Columns) : IRows<float>
    {
        public void CopyRows(int start, int end, Span<float> destination)
        {
            Assert.Equal((end - start) * Columns, destination.Length);
            for (var i = 0; i < destination.Length; i++) destination[i] += 1 + (start * Columns) + i;
        }
    }

    [Law(MaxTest = 40)]
    public void Every_row_is_written_once_whatever_the_threads(ushort size, byte width)
    {
        var (rows, columns) = (size % 3000, width);
        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            var x = Variable("x", [rows, columns]);
            var frame = Plan<float>.Make([x], [x + 1], new PlanOptions { Threads = threads }).NewExecution();
            frame.Fill(0, new Numbered(columns));
            for (var i = 0; i < rows * columns; i++) Assert.Equal(1f + i, frame.Input(0)[i]);
        }
    }

    [Fact]
    public void A_number_and_an_input_of_indices_have_no_rows_to_fill()
    {
        var (x, t) = (Variable("x"), Variable("t", new TensorType([3], ElementKind.Index)));
        var frame = Plan<float>.Make([x, t], [x, t.OneHot(2)]).NewExecution();
        Assert.Contains("Input 0", Assert.Throws<ArgumentException>(() => frame.Fill(0, new Numbered(1))).Message);
        Assert.Contains("Input 1", Assert.Throws<ArgumentException>(() => frame.Fill(1, new Numbered(1))).Message);
    }
}
