using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Checkpoints;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using LanguageExt;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>
/// What training saves it can load and go on from; what does not fit is an error that names the leaf.
/// </summary>
public sealed class CheckpointsLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "deep", "er", "model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_is_loaded_bit_for_bit()
    {
        var net = new Affine(
            Tensor.Of([2, 3], 1, -0f, float.NaN, float.NegativeInfinity, float.Epsilon, float.MaxValue), Tensor.Vector(
                0.1f, 0.2f, 0.3f));
        Assert.True(Checkpoints.Save(File, net).IsRight);
        Bits.AssertSame(
            net.Values(), Right(Checkpoints.Load(File, Affine.Create(2, 3, Initializers.He, Key.From(1)))).Values());
        Assert.Equal([File], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Training_goes_on_from_a_loaded_state()
    {
        var data = SyntheticData.Noise(30, 5, 3);
        var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.01));
        var (start, batches) = (step.Start(SmallNet.Create(5, 4, 3)), data.RandomBatches(6, Key.From(1)));
        Assert.True(Checkpoints.Save(File, batches.Take(4).Fold(start, step)).IsRight);
        var loaded = Right(Checkpoints.Load(File, start));
        Bits.AssertSame(
            batches.Take(9).Fold(start, step).Values(), batches.Skip(4).Take(5).Fold(loaded, step).Values());
    }

    [Fact]
    public void An_expression_alone_is_a_record_too()
    {
        Assert.True(Checkpoints.Save(File, (Expr)Tensor.Vector(1f, 2f)).IsRight);
        Bits.AssertSame([Tensor.Vector(1f, 2f)], Right(Checkpoints.Load(File, Zeros([2]))).Values());
    }

    [Fact]
    public void Missing_leaves_are_named_and_what_is_left_over_beside_them()
    {
        Checkpoints.Save(File, new Pair<Affine, Affine>(Layer(2, 3), Layer(3, 1)));
        var error = Left(Checkpoints.Load(File, SmallNet.Create(2, 3, 1)));
        Assert.Equal((File, "a tensor Hidden.Weight: F32[2, 3]"), (error.File, error.Expected));
        Assert.Equal(
            "none of that name (missing: Hidden.Weight, Hidden.Bias, Output.Weight and 1 more; "
            + "left over: First.Weight, First.Bias, Second.Weight and 1 more)",
            error.Found);
        Assert.DoesNotContain(
            "left over", Left(Checkpoints.Load(File, SmallNet.Create(2, 3, 1), strict: false)).Found,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_over_is_an_error_unless_the_load_is_lenient()
    {
        Checkpoints.Save(File, new Pair<Affine, Expr>(Layer(2, 3), Zeros([4])));
        var error = Left(Checkpoints.Load(File, new Pair<Affine, Affine>(Layer(2, 3), Layer(2, 3))));
        Assert.Contains("left over: Second", error.Found, StringComparison.Ordinal);

        Checkpoints.Save(File, Layer(2, 3));
        SafeTensors.Write(File, [.. Right(SafeTensors.Read(File)).Tensors, TensorEntry.Of<int>("Other", [2], [1, 2])]);
        Assert.Equal(
            "model.safetensors: expected no tensors but those of the 2 leaves (strict: false passes over others), "
            + "found Other: I32[2] too",
            Left(Checkpoints.Load(File, Layer(2, 3))).Message);
        Bits.AssertSame(Layer(2, 3).Values(), Right(Checkpoints.Load(File, Layer(2, 3), strict: false)).Values());
    }

    [Fact]
    public void Elements_of_types_that_are_not_read_matter_only_where_a_leaf_asks_for_them()
    {
        const string Header =
            """{"Weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"Bias":"""
            + """{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"steps":"""
            + """{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""";
        var file = _folder.Write("public", SafeTensorsBytes.Of(Header, new byte[16]));
        Assert.Equal(
            "public: at byte 125: expected elements of type F32, F64, I32 or U32 in \"steps\", found I64",
            Left(SafeTensors.Read(file)).Message);
        Assert.Contains(
            "found steps: I64[] too", Left(Checkpoints.Load(file, Layer(1, 1))).Message, StringComparison.Ordinal);
        Assert.True(Checkpoints.Load(file, Layer(1, 1), strict: false).IsRight);

        var half = SafeTensorsBytes.Tensor("F16", "[1]", "[0,2]").Replace("\"w\"", "\"\"", StringComparison.Ordinal);
        Assert.EndsWith(
            "expected a tensor : F32[1], found : F16[1]",
            Left(Checkpoints.Load(_folder.Write("half", SafeTensorsBytes.Of(half, 0, 0)), Zeros([1])))
                .Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_stay_short_however_much_does_not_fit()
    {
        var name = new string('x', 1000);
        TensorEntry[] many = [.. Enumerable.Range(0, 1000).Select(i => TensorEntry.Of<int>(name + i, [1], [i]))];
        Assert.True(Checkpoints.Prepare(File).IsRight);
        SafeTensors.Write(File, [.. many]);
        Assert.InRange(Left(Checkpoints.Load(File, SmallNet.Create(2, 3, 1))).Message.Length, 100, 700);
    }

    [Law(Arbitrary = [typeof(StoredLeaves)])]
    public void Every_kind_of_leaf_is_loaded_bit_for_bit(StoredLeaves record)
    {
        Assert.True(Checkpoints.Save(File, record).IsRight);
        var loaded = Right(Checkpoints.Load(File, record.Map(leaf => StoredLeaves.Other(leaf))));
        Assert.True(record.IsLike(loaded));
        foreach (var (before, after) in record.Leaves().Zip(loaded.Leaves()))
            Assert.Equal(StoredLeaves.Bits(before.Value), StoredLeaves.Bits(after.Value));
    }

    [Fact]
    public void Training_with_a_key_in_its_state_goes_on_where_it_stopped()
    {
        var data = SyntheticData.Noise(30, 5, 3);
        var step = Train.Step<SmallNet>(
            (net, x, t, key) =>
                SmallNet.Scores(net, x.Dropout(0.3, key)).SoftmaxCrossEntropy(t), Optimizers.Adam(0.01));
        var start = step.Start(SmallNet.Create(5, 4, 3), KeyChain.From(Key.From(4)));
        var batches = data.RandomBatches(6, Key.From(1));
        Assert.True(Checkpoints.Save(File, batches.Take(4).Fold(start, step)).IsRight);
        var loaded = Right(Checkpoints.Load(File, start));
        Bits.AssertSame(
            batches.Take(9).Fold(start, step).Parameters.Values(),
            batches.Skip(4).Take(5).Fold(loaded, step).Parameters.Values());
    }

    [Fact]
    public void A_leaf_of_another_number_system_is_refused_with_its_path()
    {
        var net = new Affine(Tensor.Of<System.Numerics.Complex>([1, 1], 1), Tensor.Vector(1f));
        var error = Assert.Throws<ArgumentException>(() => Checkpoints.Save(File, net));
        Assert.StartsWith(
            "The leaf \"Weight\" holds Complex; a checkpoint stores float, double, int and uint", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_of_another_shape_is_named_with_both()
    {
        Checkpoints.Save(File, new SmallNet(Layer(2, 3), Layer(3, 4)));
        var error = Left(Checkpoints.Load(File, new SmallNet(Layer(2, 3), Layer(3, 5))));
        Assert.Equal(
            (
                "a tensor Output.Weight: F32[3, 5]",
                "Output.Weight: F32[3, 4] (of another type or shape: Output.Weight, Output.Bias)"),
            (error.Expected, error.Found));
        Assert.StartsWith(
            "model.safetensors: expected a tensor Output.Weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_number_of_elements_in_another_shape_does_not_fit()
    {
        Checkpoints.Save(File, Layer(2, 6));
        Assert.Contains("Weight", Left(Checkpoints.Load(File, Layer(6, 2))).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_of_another_kind_does_not_fit_and_one_of_another_precision_does()
    {
        Assert.True(Checkpoints.Save(File, (Expr)Tensor.Vector(1)).IsRight);
        var error = Left(Checkpoints.Load(File, Zeros([1])));
        Assert.Equal(("a tensor : F32[1]", ": I32[1]"), (error.Expected, error.Found));
        Assert.True(Checkpoints.Save(File, (Expr)Tensor.Vector(0.1)).IsRight);
        Assert.Equal(0.1, Right(Checkpoints.Load(File, Zeros([1]))).Evaluate<double>()[0]);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        var error = Left(Checkpoints.Load(File, Layer(1, 1)));
        Assert.Equal((File, "none"), (error.File, error.Found));
    }

    [Fact]
    public void An_error_tells_the_full_path()
    {
        Checkpoints.Save(File, Layer(2, 3));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), File);
        Assert.Equal(File, Left(Checkpoints.Load(relative, Layer(2, 4))).File);
        Assert.Equal(File + ".none", Left(Checkpoints.Load(relative + ".none", Layer(2, 4))).File);
    }

    [Fact]
    public void Preparing_makes_the_folder_and_leaves_nothing_in_it()
    {
        Assert.True(Checkpoints.Prepare(File).IsRight);
        Assert.True(Checkpoints.Prepare(File).IsRight);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Preparing_keeps_a_file_that_is_there()
    {
        Checkpoints.Save(File, Layer(2, 3));
        var before = System.IO.File.ReadAllBytes(File);
        Assert.True(Checkpoints.Prepare(File).IsRight);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused_before_there_is_anything_to_lose()
    {
        var under = Path.Combine(_folder.Write("file", [1]), "model.safetensors");
        foreach (var refused in new[] { Checkpoints.Prepare(under), Checkpoints.Save(under, Layer(1, 1)) })
        {
            Assert.Equal((under, $"to write {under}"), (Left(refused).File, Left(refused).Expected));
        }

        Assert.Equal(
            (_folder.Path, "a folder"),
            (Left(Checkpoints.Prepare(_folder.Path)).File, Left(Checkpoints.Prepare(_folder.Path)).Found));
        Assert.Equal([1], System.IO.File.ReadAllBytes(Path.Combine(_folder.Path, "file")));
    }

    private static Affine Layer(int inputs, int outputs) =>
        Affine.Create(inputs, outputs, Initializers.He, Key.From(1));

    private static T Right<T>(Either<CheckpointError, T> either) =>
        either.Match(Right: value => value, Left: error => throw new InvalidOperationException(error.Message));

    private static CheckpointError Left<T>(Either<CheckpointError, T> either) =>
        either.Match(Right: _ => throw new InvalidOperationException("It worked."), Left: error => error);
}
