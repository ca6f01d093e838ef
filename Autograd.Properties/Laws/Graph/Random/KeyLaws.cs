using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Graph;
using Xunit;

namespace Autograd.Properties.Graph;

/// <summary>A key is a value: what is drawn depends on the key and the index, and on nothing else.</summary>
public sealed class KeyLaws
{
    private static readonly Key[] Keys =
        [default, Key.From(1), Key.From(-1), Key.From(42).FoldIn(7u), Key.From(1L << 40).Split().Second];

    // Random123's kat_vectors, which JAX's tests repeat.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0x6b200159u, 0x99ba4efeu)]
    [InlineData(~0u, ~0u, ~0u, ~0u, 0x1cb996fcu, 0xbb002be7u)]
    [InlineData(0x13198a2eu, 0x03707344u, 0x243f6a88u, 0x85a308d3u, 0xc4923a9cu, 0x483df7a0u)]
    public void Threefry_gives_the_published_answers(
        uint key0, uint key1, uint counter0, uint counter1, uint first, uint second) =>
        Assert.Equal((first, second), Threefry.Block(key0, key1, counter0, counter1));

    [Theory]
    [InlineData(0UL)]
    [InlineData(5UL)]
    [InlineData((1UL << 32) - 40)]
    [InlineData((1UL << 40) + (1UL << 32) - 17)]
    public void The_bulk_fill_is_the_scalar_function(ulong start)
    {
        for (var length = 0; length < 100; length++)
        {
            var words = new ulong[length];
            Threefry.Fill(3, 4, start, words);
            Assert.Equal(Enumerable.Range(0, length).Select(i => Threefry.Word(3, 4, start + (ulong)i)), words);
        }
    }

    [Fact]
    public void A_part_of_a_fill_is_the_fill_of_that_part()
    {
        foreach (var key in Keys)
        {
            PartLaw<uint>(key.FillBits);
            PartLaw<float>(key.FillUniform);
            PartLaw<double>(key.FillUniform);
            PartLaw<float>(key.FillNormal);
            PartLaw<double>(key.FillNormal);
        }
    }

    [Fact]
    public void A_fill_of_bits_holds_the_bits_at_each_index()
    {
        foreach (var key in Keys)
            Assert.Equal(Enumerable.Range(0, 99).Select(i => key.Bits((ulong)i)), Filled<uint>(99, key.FillBits));
    }

    [Fact]
    public void Children_differ_from_each_other_from_the_parent_and_from_every_draw()
    {
        foreach (var key in Keys)
        {
            var children = key.Split(1000);
            var folded = Enumerable.Range(0, 1000).Select(key.FoldIn);
            var draws =
                Enumerable.Range(0, 1000).Select(i => new Key(key.Bits(2 * (ulong)i), key.Bits(2 * (ulong)i + 1)));
            Assert.Equal(3001, children.Concat(folded).Concat(draws).Append(key).Distinct().Count());
        }
    }

    [Fact]
    public void Splitting_into_more_keeps_the_first_children()
    {
        foreach (var key in Keys)
        {
            Assert.Equal(key.Split(3), key.Split(10).Take(3));
            Assert.Equal<IEnumerable<Key>>([key.Split().First, key.Split().Second], key.Split(2));
            Assert.Empty(key.Split(0));
        }
    }

    [Fact]
    public void A_seed_is_split_into_its_upper_and_lower_half() =>
        Assert.Equal(new Key(0x01234567, 0x89abcdef), Key.From(0x0123456789abcdef));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void A_permutation_holds_every_number_once(int count)
    {
        foreach (var key in Keys) Assert.Equal(Enumerable.Range(0, count), key.Permutation(count).Order());
    }

    [Fact]
    public void A_draw_below_a_bound_is_below_it()
    {
        foreach (var key in Keys)
            foreach (var bound in new[] { 1, 2, 3, 1000, int.MaxValue })
                for (var i = 0UL; i < 200; i++) Assert.InRange(key.Below(bound, i), 0, bound - 1);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Keys[0].Below(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keys[0].Below(1, 1UL << 62));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keys[0].Bits(1UL << 63));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keys[0].FillBits([], 1UL << 62));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keys[0].Split(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keys[0].Permutation(-1));
    }

    [Fact]
    public void The_same_key_gives_the_same_bits_on_every_platform_and_in_every_version()
    {
        var key = Key.From(2024);
        Assert.Equal("e50349950d2f208f", Hash(Filled<uint>(10_001, key.FillBits)));
        Assert.Equal("ae3dc6beb7ecf4f9", Hash(Filled<float>(10_001, key.FillUniform)));
        Assert.Equal("5a06f7bfa4a18e5d", Hash(Filled<double>(10_001, key.FillUniform)));
        Assert.Equal("d340c85517db939d", Hash(key.Permutation(10_001).AsSpan()));
        Assert.Equal("Key(a764dd43:bf7a07b7)", key.FoldIn(1).ToString());
        Assert.Equal("Key(d2db9835:ccd70105)", key.Split().First.ToString());
    }

    [Fact]
    public void The_same_key_gives_the_same_normal_numbers_on_every_platform()
    {
        var key = Key.From(2024);
        Assert.Equal("8a979edc3ba42d8a", Hash(Filled<float>(10_001, key.FillNormal)));
        Assert.Equal("9862b445bf2772ae", Hash(Filled<double>(10_001, key.FillNormal)));
    }

    private delegate void Fill<T>(Span<T> destination, ulong start = 0);

    private static T[] Filled<T>(int length, Fill<T> fill)
    {
        var values = new T[length];
        fill(values);
        return values;
    }

    private static void PartLaw<T>(Fill<T> fill)
    {
        var whole = Filled(600, fill);
        foreach (var (start, end) in new[] {
            (0, 0), (0, 1), (0, 17), (0, 599), (1, 2), (1, 300), (15, 17), (255, 513), (256, 600), (599, 600) })
        {
            var part = new T[end - start];
            fill(part, (ulong)start);
            Assert.Equal(whole[start..end], part);
        }
    }

    private static string Hash<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..16];

    private static string Hash<T>(T[] values)
        where T : unmanaged => Hash<T>(values.AsSpan());
}
