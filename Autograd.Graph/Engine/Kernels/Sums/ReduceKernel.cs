using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Sums;

/// <summary>
/// The vector loops of a reduction in the order of <see cref="SumTree"/>: the elements of a block go to 16 lanes, which
/// are joined in halves.
/// </summary>
internal abstract unsafe class ReduceKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The lanes of the fixed order, whatever the hardware's width.</summary>
    protected const int Lanes = SumTree.Lanes;

    /// <summary>The number of slots of the longest sum, see <see cref="SumStep"/>.</summary>
    protected const int MostSlots = 10;

    /// <summary>The most columns of one call of <see cref="Columns"/>.</summary>
    public const int BlockColumns = 64;

    /// <summary>Scratch for <see cref="Columns"/>: a block of columns for each lane and each slot.</summary>
    public const int ScratchElements = (Lanes + MostSlots) * BlockColumns;

    /// <summary>
    /// The operations on n elements: each starts or joins a lane, the lanes of a block join, then the blocks.
    /// </summary>
    public static long Operations(int n)
    {
        if (n == 0) return 0;
        var (whole, rest) = (n / SumTree.Block, n % SumTree.Block);
        return n + ((Lanes - 1L) * whole) + Math.Max(0, Math.Min(Lanes, rest) - 1) + SumTree.Blocks(n) - 1;
    }

    /// <summary>Reduces rows of n contiguous elements to one element each.</summary>
    public abstract void Rows(T* x, nint n, T* y, nint rows);

    /// <summary>Reduces rows to one row: y[j] from x[0, j], x[stride, j] …</summary>
    public abstract void Columns(T* x, int rows, nint stride, T* y, int columns, T* scratch);
}

/// <summary>The loops for one scalar definition.</summary>
internal sealed unsafe class ReduceKernel<TDefinition, T> : ReduceKernel<T>
    where TDefinition : struct, IReduction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Rows(T* x, nint n, T* y, nint rows)
    {
        if (n > SumTree.Block)
        {
            for (nint row = 0; row < rows; row++) y[row] = Blocks(x + (row * n), n);
            return;
        }

        for (nint row = 0; row < rows; row++) y[row] = Block(x + (row * n), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Blocks(T* x, nint n)
    {
        var slots = stackalloc T[MostSlots];
        var (blocks, joined) = (SumTree.Blocks((int)n), default(T));
        for (var block = 0; block < blocks; block++)
        {
            nint first = (nint)block * SumTree.Block;
            var one = Block(x + first, Math.Min(SumTree.Block, n - first));
            joined = block % SumTree.FanIn == 0 ? one : TDefinition.Combine<T, Real<T>>(joined, one);
            if ((block + 1) % SumTree.FanIn != 0 && block + 1 != blocks) continue;
            var slot = SumStep.SlotOf(block);
            slots[slot] = joined;
            for (var joins = SumStep.JoinsAfter(block, block + 1 == blocks); joins > 0; joins--, slot--)
                slots[slot - 1] = TDefinition.Combine<T, Real<T>>(slots[slot - 1], slots[slot]);
        }

        return slots[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Block(T* x, nint n) => Vector512<T>.Count == Lanes
        ? Join(Strided(x, n, 0))
        : Join(TDefinition.Combine<Vector512<T>, Lanes<T>>(Strided(x, n, 0), Strided(x, n, Lanes / 2)));

    // Elements first, first + 16, … in each lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Strided(T* x, nint n, nint first)
    {
        var sum = TDefinition.Empty<Vector512<T>, Lanes<T>>();
        var i = first;
        for (; i <= n - Vector512<T>.Count; i += Lanes)
        {
            sum = TDefinition.Combine<Vector512<T>, Lanes<T>>(sum, Vector512.Load(x + i));
        }

        if (i >= n) return sum;
        var held = Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(n - i)));
        return Vector512.ConditionalSelect(
            held, TDefinition.Combine<Vector512<T>, Lanes<T>>(sum, Vector512.Load(x + i)), sum);
    }

    // Joins lane l with the lane half of the lanes further on, until one is left. The upper halves compute values that
    // are discarded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Join(Vector512<T> lanes)
    {
        lanes = TDefinition.Combine<Vector512<T>, Lanes<T>>(
            lanes, Vector512.Create(lanes.GetUpper(), lanes.GetUpper()));
        var quarter = lanes.GetLower().GetUpper();
        lanes = TDefinition.Combine<Vector512<T>, Lanes<T>>(
            lanes, Vector512.Create(Vector256.Create(quarter, quarter), Vector256.Create(quarter, quarter)));
        var part = lanes.GetLower().GetLower();
        if (Vector128<T>.Count == 2) return TDefinition.Combine<T, Real<T>>(part[0], part[1]);
        return TDefinition.Combine<T, Real<T>>(
            TDefinition.Combine<T, Real<T>>(part[0], part[2]), TDefinition.Combine<T, Real<T>>(part[1], part[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Columns(T* x, int rows, nint stride, T* y, int columns, T* scratch)
    {
        var slots = scratch + (Lanes * BlockColumns);
        var blocks = SumTree.Blocks(rows);
        for (var block = 0; block < blocks; block++)
        {
            var first = block * SumTree.Block;
            Block(x + (first * stride), Math.Min(SumTree.Block, rows - first), stride, columns, scratch);
            var slot = SumStep.SlotOf(block);
            if (block % SumTree.FanIn == 0) new ReadOnlySpan<T>(scratch,
                BlockColumns).CopyTo(new Span<T>(slots + (slot * BlockColumns), BlockColumns));
            else Join(scratch, 0, 1, slots + (slot * BlockColumns), columns);
            for (var joins = SumStep.JoinsAfter(block, block + 1 == blocks); joins > 0; joins--, slot--)
                Join(slots + (slot * BlockColumns), 0, 1, slots + ((slot - 1) * BlockColumns), columns);
        }

        new ReadOnlySpan<T>(slots, columns).CopyTo(new Span<T>(y, columns));
    }

    // A block of rows to the first lane of scratch.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(T* x, int rows, nint stride, int columns, T* scratch)
    {
        // The rows of a lane that are added in one pass over the columns: all for short rows; for longer rows few, to
        // read few streams of memory.
        var rowsPerPass = columns <= Vector512<T>.Count ? SumTree.Block / Lanes : 4;
        var empty = TDefinition.Empty<Vector512<T>, Lanes<T>>();
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (nint j = 0; j < columns; j += Vector512<T>.Count) empty.Store(scratch + (lane * BlockColumns) + j);
        }

        for (var first = 0; first < rows; first += rowsPerPass * Lanes)
        {
            for (var lane = 0; lane < Math.Min(Lanes, rows - first); lane++)
            {
                var count = Math.Min(rowsPerPass, (rows - first - lane + Lanes - 1) / Lanes);
                Join(x + ((first + lane) * stride), Lanes * stride, count, scratch + (lane * BlockColumns), columns);
            }
        }

        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            for (var lane = 0; lane < half; lane++) Join(scratch + ((lane + half) * BlockColumns), 0, 1,
                scratch + (lane * BlockColumns), columns);
        }
    }

    // Adds rows to one, in their order, by whole vectors: scratch has room for them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Join(T* x, nint step, int rows, T* to, int columns)
    {
        for (nint j = 0; j < columns; j += Vector512<T>.Count)
        {
            var joined = Vector512.Load(to + j);
            T* from = x + j;
            for (var row = 0; row < rows; row++,
                from += step) joined = TDefinition.Combine<Vector512<T>, Lanes<T>>(joined, Vector512.Load(from));
            joined.Store(to + j);
        }
    }
}
