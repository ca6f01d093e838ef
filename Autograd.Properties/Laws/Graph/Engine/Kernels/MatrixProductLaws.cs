using System.Numerics;
using System.Runtime.InteropServices;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Properties.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Kernels;

/// <summary>The matrix product against plain loops around a fused multiply-add, bit for bit.</summary>
public sealed unsafe class MatrixProductLaws
{
    private static readonly int[] Sizes =
        [0, 1, 2, 3, 5, 7, 8, 10, 13, 16, 17, 23, 24, 31, 33, 50, 64, 65, 79, 101, 129];

    private const int Guard = 5000;

    [Fact]
    public void Every_float_is_one_chain_of_fused_multiply_adds_over_k() => Random_products_agree<float>(seed: 1);

    [Fact]
    public void Every_double_is_one_chain_of_fused_multiply_adds_over_k() => Random_products_agree<double>(seed: 2);

    [Theory]
    [InlineData(50, 50, 400)]
    [InlineData(200, 37, 330)]
    [InlineData(700, 70, 300)]
    [InlineData(1500, 10, 200)]
    [InlineData(2, 10, 3000)]
    [InlineData(1, 300, 500)]
    [InlineData(300, 1, 500)]
    [InlineData(7, 9, 511)]
    [InlineData(30, 33, 512)]
    [InlineData(26, 24, 513)]
    [InlineData(25, 50, 784)]
    [InlineData(1, 1, 4095)]
    [InlineData(1, 1, 4096)]
    [InlineData(1, 1, 5000)]
    [InlineData(1, 1, 40_000)]
    [InlineData(3, 70, 4096)]
    [InlineData(30, 17, 4097)]
    [InlineData(2, 5, 33300)]
    public void Blocks_of_k_and_packing_leave_the_bits_alone(int rows, int columns, int depth)
    {
        foreach (var transposes in Transposes())
        {
            Agree<float>(new Random(3), rows, columns, depth, transposes, gap: 0, odd: false);
            Agree<double>(new Random(4), rows, columns, depth, transposes, gap: 0, odd: false);
        }
    }

    [Theory]
    [InlineData(96, 128, 1024, false)]
    [InlineData(30, 64, 2048, false)]
    [InlineData(512, 70, 40, true)]
    [InlineData(256, 130, 100, true)]
    [InlineData(1024, 80, 70, true)]
    public void Rows_that_share_sets_of_the_cache_are_copied_and_keep_their_bits(
        int rows, int columns, int depth, bool transposeA)
    {
        Agree<float>(new Random(6), rows, columns, depth, (transposeA, false), gap: 0, odd: false);
        Agree<double>(new Random(7), rows, columns, depth, (transposeA, true), gap: 0, odd: false);
    }

    [Fact]
    public void A_product_of_which_many_partial_sums_would_wait_is_cut_into_parts() =>
        Agree<float>(new Random(8), 260, 520, 4097, (true, false), gap: 1, odd: false);

    [Fact]
    public void Infinities_and_NaNs_propagate_and_a_sum_starts_from_positive_zero()
    {
        var random = new Random(5);
        for (var i = 0; i < 60; i++)
            foreach (var transposes in Transposes())
                Agree<float>(random, Pick(random), Pick(random), random.Next(4), transposes, gap: 0, odd: true);
    }

    private static void Random_products_agree<T>(int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
            foreach (var transposes in Transposes())
                Agree<T>(random, Pick(random), Pick(random), Pick(random), transposes, random.Next(3), odd: i % 8 == 0);
    }

    private static (bool A, bool B)[] Transposes() => [(false, false), (true, false), (false, true), (true, true)];

    private static int Pick(Random random) => Sizes[random.Next(Sizes.Length)];

    private static void Agree<T>(
        Random random, int rows, int columns, int depth, (bool A, bool B) transposes, int gap, bool odd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = Spread(MatrixProductShape.Dense(rows, columns, depth, transposes.A, transposes.B), gap);
        using Buffer<T> a = new((transposes.A ? depth : rows) * Math.Max(shape.ARow, shape.AStep));
        using Buffer<T> b = new((transposes.B ? columns : depth) * Math.Max(shape.BStep, shape.BColumn));
        using Buffer<T> c = new(rows * shape.CRow), scratch = new(MatrixProduct.ScratchElements<T>(shape) + Guard);
        a.Fill(() => Number<T>(random, odd));
        b.Fill(() => Number<T>(random, odd));
        var untouched = T.CreateChecked(12345.678);
        c.Fill(() => untouched);
        scratch.Fill(() => T.NaN);

        var middle = random.Next(rows + 1);
        MatrixProduct.Multiply(shape with { Rows = rows - middle }, a.Start + (middle * shape.ARow), b.Start,
            c.Start + (middle * shape.CRow), scratch.Start);
        for (nint i = 0; i < middle * shape.CRow; i++)
            Assert.Equal(untouched, c.Start[i]);
        var left = random.Next(columns + 1);
        var upper = shape with { Rows = middle };
        MatrixProduct.Multiply(upper with { Columns = columns - left }, a.Start, b.Start + (left * shape.BColumn),
            c.Start + left, scratch.Start);
        MatrixProduct.Multiply(upper with { Columns = left }, a.Start, b.Start, c.Start, scratch.Start);

        for (var i = scratch.Length - Guard; i < scratch.Length; i++)
        {
            Assert.True(T.IsNaN(scratch.Start[i]), $"{shape} wrote behind its scratch.");
        }

        for (nint i = 0; i < c.Length; i++)
        {
            var (row, column) = shape.CRow > 0 ? (i / shape.CRow, i % shape.CRow) : (rows, 0);
            var expected = row < rows && column < columns ? Sum(shape, a.Start, b.Start, row, column) : untouched;
            if (!expected.Equals(c.Start[i])
                || T.IsNegative(expected) != T.IsNegative(c.Start[i]) && !T.IsNaN(expected))
                Assert.Fail($"{shape} at {row},{column}: {c.Start[i]}, not {expected}");
        }
    }

    private static T Sum<T>(in MatrixProductShape shape, T* a, T* b, nint row, nint column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var chains = new List<T>();
        for (var first = 0; first == 0 || first < shape.Depth; first += 512)
        {
            var sum = T.Zero;
            for (var k = first; k < Math.Min(shape.Depth, first + 512); k++)
                sum = T.FusedMultiplyAdd(
                    a[row * shape.ARow + k * shape.AStep], b[k * shape.BStep + column * shape.BColumn], sum);
            chains.Add(sum);
        }

        return SumTreeLaws.InEights(chains);
    }

    // The same matrices with unused elements between their rows.
    private static MatrixProductShape Spread(MatrixProductShape shape, int gap) => shape with
    {
        ARow = shape.ARow == 1 ? 1 : shape.ARow + gap,
        AStep = shape.ARow == 1 ? shape.AStep + gap : 1,
        BStep = shape.BColumn == 1 ? shape.BStep + gap : 1,
        BColumn = shape.BColumn == 1 ? 1 : shape.BColumn + gap,
        CRow = shape.CRow + gap,
    };

    private static T Number<T>(Random random, bool odd)
        where T : INumberBase<T>, IFloatingPointIeee754<T> =>
        odd && random.Next(40) == 0
            ? random.Next(5) switch
            {
                0 => T.NaN,
                1 => T.PositiveInfinity,
                2 => T.NegativeInfinity,
                3 => T.NegativeZero,
                _ => T.Zero,
            }

            : T.CreateChecked(random.NextDouble() * 2 - 1);

    /// <summary>Elements with 64 readable bytes behind them, as in the arena.</summary>
    private readonly ref struct Buffer<T>(nint used)
        where T : unmanaged
    {
        internal readonly T* Start = (T*)NativeMemory.Alloc((nuint)(used * sizeof(T) + 64));

        internal readonly nint Length = used + 64 / sizeof(T);

        internal void Fill(Func<T> next)
        {
            for (nint i = 0; i < Length; i++)
                Start[i] = next();
        }

        public void Dispose() => NativeMemory.Free(Start);
    }
}
