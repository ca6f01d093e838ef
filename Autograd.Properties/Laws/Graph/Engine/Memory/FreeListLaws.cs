using Autograd.Graph.Engine.Memory;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Memory;

/// <summary>A free list against a list of what is taken.</summary>
public sealed class FreeListLaws
{
    [Law(MaxTest = 200)]
    public void What_is_taken_never_overlaps_and_lies_in_the_arena(int seed)
    {
        var (random, free, taken) = (new Random(seed), new FreeList(), new List<(long Offset, long Length)>());
        for (var i = 0; i < 100; i++)
        {
            if (taken.Count > 0 && random.Next(2) == 0)
            {
                var at = random.Next(taken.Count);
                free.Return(taken[at].Offset, taken[at].Length);
                taken.RemoveAt(at);
                continue;
            }

            var length = random.Next(1, 20);
            var offset = free.Take(length);
            Assert.InRange(offset, 0, free.End - length);
            Assert.DoesNotContain(
                taken, other => offset < other.Offset + other.Length && other.Offset < offset + length);
            taken.Add((offset, length));
        }
    }

    [Law]
    public void What_is_returned_in_any_order_joins_to_one_stretch(int seed)
    {
        var (random, free) = (new Random(seed), new FreeList());
        var taken = Enumerable.Range(0, 20).Select(_ => random.Next(1, 50))
            .Select(length => (Offset: free.Take(length), Length: (long)length)).ToArray();
        var end = free.End;
        Assert.Equal(taken.Sum(stretch => stretch.Length), end);
        random.Shuffle(taken);
        foreach (var (offset, length) in taken) free.Return(offset, length);
        Assert.Equal(0, free.Take(end));
        Assert.Equal(end, free.End);
    }

    [Fact]
    public void The_arena_grows_only_by_what_its_free_end_lacks()
    {
        var free = new FreeList();
        free.Return(free.Take(64), 64);
        Assert.Equal(0, free.Take(100));
        Assert.Equal(100, free.End);
    }

    [Fact]
    public void The_first_stretch_that_fits_is_taken()
    {
        var free = new FreeList();
        long[] offsets = [free.Take(10), free.Take(1), free.Take(30), free.Take(1), free.Take(20), free.Take(1)];
        free.Return(offsets[0], 10);
        free.Return(offsets[2], 30);
        free.Return(offsets[4], 20);
        Assert.Equal(offsets[2], free.Take(20));
        Assert.Equal(offsets[0], free.Take(10));
        Assert.Equal(offsets[2] + 20, free.Take(10));
    }
}
