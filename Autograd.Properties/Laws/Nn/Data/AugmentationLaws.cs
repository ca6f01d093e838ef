using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn.Data;

/// <summary>Moved images are a pure function of batch and key, and are what their movement says.</summary>
public sealed class AugmentationLaws
{
    private const int Side = 9;

    private static readonly Augmentation Some = new(Shift: 2, Degrees: 15);

    [Law(MaxTest = 30)]
    public void The_same_key_gives_the_same_bits_and_another_key_others(long seed)
    {
        var batch = Data().OrderedBatches(12).First();
        var moved = batch.Augmented(Some, Key.From(seed));
        Assert.Equal(moved, batch.Augmented(Some with { Shift = 2 }, Key.From(seed)));
        Bits.AssertSame([Numbers(moved)], [Numbers(batch.Augmented(Some, Key.From(seed)))]);
        Assert.NotEqual(moved, batch.Augmented(Some, Key.From(seed + 1)));
        Assert.NotEqual(Numbers(moved), Numbers(batch.Augmented(Some, Key.From(seed + 1))));
        Assert.Equal(Labels(batch), Labels(moved));
    }

    // Other bits would train other networks from the same seed.
    [Fact]
    public void The_bits_are_these_on_every_machine()
    {
        var moved = Numbers(Data().OrderedBatches(24).First().Augmented(Some, Key.From(1)));
        Assert.Equal(
            "6f8442257ba22647", Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(moved.AsSpan())))[..16]);
    }

    [Fact]
    public void No_movement_is_the_identity_bit_for_bit()
    {
        var batch = Data().RandomBatches(20, Key.From(3)).First();
        Bits.AssertSame([Numbers(batch)], [Numbers(batch.Augmented(new(0, 0), Key.From(1)))]);
        for (var level = 0; level < 256; level++)
        {
            Assert.Equal((byte)level / 255f, Moved(default, [(byte)level], 1, 1)[0]);
        }
    }

    [Law(MaxTest = 60)]
    public void A_shift_moves_each_pixel_exactly(long seed, int down, int right)
    {
        (down, right) = (down % 12, right % 12);
        var image = Noise(seed, 7 * Side);
        var moved = Moved(new(down, right, 0), image, 7, Side);
        for (var row = 0; row < 7; row++)
            for (var column = 0; column < Side; column++)
            {
                var (from, across) = (row - down, column - right);
                Assert.Equal(from is >= 0 and < 7 && across is >= 0 and < Side ? image[(from * Side) + across] / 255f
                    : 0, moved[(row * Side) + column]);
            }
    }

    [Law(MaxTest = 30)]
    public void A_quarter_turn_is_the_image_turned_clockwise_and_four_are_none(long seed)
    {
        var image = Noise(seed, Side * Side);
        var turned = Moved(new(0, 0, 90), image, Side, Side);
        for (var i = 0; i < turned.Length; i++)
        {
            var (row, column) = (i / Side, i % Side);
            Assert.Equal(image[((Side - 1 - column) * Side) + row] / 255f, turned[i], 1e-6);
        }

        Assert.All(Moved(new(0, 0, 360), image, Side, Side).Zip(image, (full, still) => full - (still / 255f)),
            difference => Assert.Equal(0, difference, 1e-6));
    }

    [Law(MaxTest = 60)]
    public void Ink_in_the_middle_stays_inside_and_keeps_its_mass_and_its_middle(
        long seed, int down, int right, byte degrees)
    {
        // A spot of 5 × 5 in 21 × 21: nothing of it comes near the edge.
        const int Wide = 21;
        var (movement, image) = (new Movement(down % 5, right % 5, degrees - 128), new byte[Wide * Wide]);
        foreach (var (i, value) in Noise(seed, 25).Index())
        {
            image[((8 + (i / 5)) * Wide) + 8 + (i % 5)] = Math.Max((byte)64, value);
        }

        var moved = Moved(movement, image, Wide, Wide);
        var (mass, kept) = (image.Sum(pixel => pixel / 255.0), moved.Sum(pixel => (double)pixel));
        Assert.All(moved, pixel => Assert.InRange(pixel, 0, image.Max() / 255f));
        // Places and pixels fall together differently, so turned ink is about as much.
        Assert.InRange(kept / mass, movement.Degrees == 0 ? 1 - 1e-6 : 0.85, movement.Degrees == 0 ? 1 + 1e-6 : 1.15);
        var border = moved.Where((_, i) => i / Wide is 0 or Wide - 1 || i % Wide is 0 or Wide - 1);
        Assert.All(border, pixel => Assert.Equal(0, pixel));
        var (row, column) = Middle([.. image.Select(pixel => (double)pixel)], Wide);
        var (sin, cos) = Math.SinCos(movement.Degrees * Math.PI / 180);
        var (seenRow, seenColumn) = Middle([.. moved.Select(pixel => (double)pixel)], Wide);
        Assert.Equal((column * sin) + (row * cos) + movement.Down, seenRow, 0.1);
        Assert.Equal((column * cos) - (row * sin) + movement.Right, seenColumn, 0.1);
    }

    [Fact]
    public void A_turned_digit_keeps_its_mass()
    {
        var digits = MnistFiles.ReadKnown(Path.Combine(Repository.Root, "Autograd.Examples", "data", "mnist"))
            .Match(Right: sets => sets.Test, Left: error => throw new InvalidOperationException(error.Message));
        var (still, moved) =
            (digits.OrderedBatches(100).First(), digits.OrderedBatches(100).First().Augmented(new(2, 15), Key.From(1)));
        var (before, after) = (Numbers(still).Elements, Numbers(moved).Elements);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, after.Skip(i * 784).Take(784).Sum() / before.Skip(i * 784).Take(784).Sum(), 0.03);
        }
    }

    [Fact]
    public void Each_image_has_a_draw_of_its_own_within_the_bounds_and_all_shifts_come_up()
    {
        Movement[] draws = [.. Enumerable.Range(0, 3000).Select(image => Some.At(Key.From(5), image))];
        Assert.All(draws, draw =>
            Assert.True(draw is { Down: >= -2 and <= 2, Right: >= -2 and <= 2, Degrees: >= -15 and < 15 }, $"{draw}"));
        foreach (var shift in Enumerable.Range(-2, 5))
        {
            Assert.InRange(draws.Count(draw => draw.Down == shift), 500, 700);
            Assert.InRange(draws.Count(draw => draw.Right == shift), 500, 700);
        }

        Assert.InRange(draws.Average(draw => draw.Degrees), -1, 1);
        Assert.InRange(draws.Average(draw => Math.Abs(draw.Degrees)), 7, 8);
        Assert.Equal(draws.Length, draws.Select(draw => draw.Degrees).Distinct().Count());
        // Shifts, and turns, of one image say nothing of each other.
        Assert.InRange(draws.Average(draw => (double)draw.Down * draw.Right), -0.2, 0.2);
        Assert.InRange(draws.Average(draw => draw.Down * draw.Degrees), -1.5, 1.5);
    }

    [Fact]
    public void Batches_have_keys_of_their_own_and_rows_may_be_written_in_any_parts()
    {
        var data = Data();
        var moved = data.ShuffledBatches(12, Key.From(1)).Augmented(Some, Key.From(2)).Take(4).ToArray();
        Assert.Equal(moved, data.ShuffledBatches(12, Key.From(1)).Augmented(Some, Key.From(2)).Take(4));
        foreach (var (i, batch) in data.ShuffledBatches(12, Key.From(1)).Take(4).Index())
        {
            Assert.Equal(batch.Augmented(Some, Key.From(2).FoldIn(i)), moved[i]);
        }

        var whole = Numbers(moved[2]).Elements.ToArray();
        var part = new float[5 * Side * Side];
        moved[2].CopyRows(6, 11, part);
        Assert.Equal(whole[(6 * Side * Side)..(11 * Side * Side)], part);
    }

    [Fact]
    public void Moving_allocates_nothing()
    {
        using var batches = Data().RandomBatches(10, Key.From(1)).Augmented(Some, Key.From(2)).GetEnumerator();
        var numbers = new float[10 * Side * Side];
        Make(5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Make(20);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Make(int count)
        {
            for (var i = 0; i < count && batches.MoveNext(); i++) batches.Current.CopyInputs(numbers);
        }
    }

    [Fact]
    public void Channels_are_moved_alike()
    {
        var image = Noise(1, 2 * 12);
        var movement = new Movement(1, -1, 30);
        Assert.Equal([.. Moved(movement, image[..12], 3, 4), .. Moved(movement, image[12..], 3, 4)],
            Moved(movement, image, 3, 4));
    }

    [Fact]
    public void The_smallest_images_and_batches_are_moved_too()
    {
        Assert.Empty(Moved(new(1, 2, 30), [], 0, 0));
        Assert.Empty(Moved(new(1, 2, 30), [], 5, 0));
        Assert.Equal([0.2f], Moved(new(0, 0, 77), [51], 1, 1));
        Assert.Equal([0f], Moved(new(1, 0, 0), [51], 1, 1));
        Assert.Equal([0f, 1f, 0f], Moved(new(0, 1, 0), [255, 0, 0], 1, 3));
        var data = Data();
        Assert.Equal([1, Side * Side], Numbers(data.OrderedBatches(1).First().Augmented(Some, Key.From(1))).Shape);
        Assert.Equal(
            [0, Side * Side], Numbers(new Batch(data, new InOrder(), 0, 0).Augmented(Some, Key.From(1))).Shape);
    }

    [Fact]
    public void Movements_far_away_leave_nothing()
    {
        Assert.All(
            Moved(new(int.MinValue, int.MaxValue, 0), Noise(1, 81), Side, Side), pixel => Assert.Equal(0, pixel));
        Assert.All(Moved(new(0, 0, double.NaN), Noise(1, 81), Side, Side), pixel => Assert.Equal(0, pixel));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Contains("not -1", Assert.Throws<ArgumentOutOfRangeException>(
            nameof(Augmentation.Shift), () => new Augmentation(-1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("not NaN", Assert.Throws<ArgumentOutOfRangeException>(
            nameof(Augmentation.Degrees), () => new Augmentation(0, double.NaN)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Augmentation(0, 181));
        Assert.Contains("not -1", Assert.Throws<ArgumentOutOfRangeException>(
            nameof(Augmentation.Shift), () => Some with { Shift = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("not NaN", Assert.Throws<ArgumentOutOfRangeException>(
            nameof(Augmentation.Degrees), () => Some with { Degrees = double.NaN }).Message, StringComparison.Ordinal);
        Assert.Equal(new Augmentation(3, 180), Some with { Shift = 3, Degrees = 180 });
        Assert.Throws<ArgumentException>(() => Moved(default, [1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => new Movement(0, 0, 0).Apply([1, 2], 1, 2, new float[1]));
        var rows = SyntheticData.Noise(5, 4, 2).OrderedBatches(5).First();
        Assert.Contains("[28, 28]", Assert.Throws<ArgumentException>(() => rows.Augmented(Some, Key.From(1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Training_takes_moved_batches_in_any_number_of_threads()
    {
        var net = SmallNet.Create(Side * Side, 5, 3);
        TrainState<SmallNet> Trained(int threads)
        {
            var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Sgd(0.1), new() { Threads = threads });
            return Data().RandomBatches(40, Key.From(1)).Augmented(Some, Key.From(2)).Take(5)
                .Fold(step.Start(net), step);
        }

        Bits.AssertSame([.. Trained(1).Parameters.Values()], [.. Trained(3).Parameters.Values()]);
    }

    private static DataSet Data() => DataSet.From(
        [.. Noise(3, 24 * Side * Side)], [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 3))], [Side, Side], 3);

    private static byte[] Noise(long seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)Key.From(seed).Bits((ulong)i))];

    private static float[] Moved(Movement movement, byte[] image, int height, int width)
    {
        var moved = new float[image.Length];
        movement.Apply(image, height, width, moved);
        return moved;
    }

    // From the middle of the image.
    private static (double Row, double Column) Middle(double[] pixels, int width)
    {
        var mass = pixels.Sum();
        return (pixels.Select((pixel, i) => pixel * (i / width)).Sum() / mass - ((width - 1) / 2.0),
            pixels.Select((pixel, i) => pixel * (i % width)).Sum() / mass - ((width - 1) / 2.0));
    }

    private static Tensor<float> Numbers(Batch batch) => batch.X.Evaluate<float>();

    private static int[] Labels(Batch batch)
    {
        var labels = new int[batch.Size];
        batch.CopyLabels(labels);
        return labels;
    }
}
