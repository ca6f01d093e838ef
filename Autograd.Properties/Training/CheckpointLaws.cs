using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Checkpoints;
using Autograd.Nn.Data;
using Autograd.Properties.Data;
using Autograd.Properties.Engine;
using LanguageExt;
using Xunit;

namespace Autograd.Properties.Training;

/// <summary>What training saves it can load and go on from; what does not fit is an error that names the leaf.</summary>
public sealed class CheckpointLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "deep", "er", "model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_is_loaded_bit_for_bit()
    {
        var net = new Affine(
            Tensor.Of([2, 3], 1, -0f, float.NaN, float.NegativeInfinity, float.Epsilon, float.MaxValue), Tensor.Vector(0.1f, 0.2f, 0.3f));
        Assert.True(Checkpoint.Save(File, net).IsRight);
        Bits.AssertSame(net.Values(), Right(Checkpoint.Load(File, Affine.Create(2, 3, Initializers.He, Key.From(1)))).Values());
        Assert.Equal([File], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Training_goes_on_from_a_loaded_state()
    {
        var data = SyntheticData.Noise(30, 5, 3);
        var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.01));
        var (start, batches) = (step.Start(SmallNet.Create(5, 4, 3)), data.RandomBatches(6, Key.From(1)));
        Assert.True(Checkpoint.Save(File, batches.Take(4).Fold(start, step)).IsRight);
        var loaded = Right(Checkpoint.Load(File, start));
        Bits.AssertSame(batches.Take(9).Fold(start, step).Values(), batches.Skip(4).Take(5).Fold(loaded, step).Values());
    }

    [Fact]
    public void An_expression_alone_is_a_record_too()
    {
        Assert.True(Checkpoint.Save(File, (Expr)Tensor.Vector(1f, 2f)).IsRight);
        Bits.AssertSame([Tensor.Vector(1f, 2f)], Right(Checkpoint.Load(File, Graph.Prelude.Zeros([2]))).Values());
    }

    [Fact]
    public void A_missing_leaf_is_named()
    {
        Checkpoint.Save(File, new Pair<Affine, Affine>(Layer(2, 3), Layer(3, 1)));
        var error = Left(Checkpoint.Load(File, SmallNet.Create(2, 3, 1)));
        Assert.Equal((File, "a tensor Hidden.Weight: F32[2, 3]", "none of that name"), (error.File, error.Expected, error.Found));
    }

    [Fact]
    public void A_leaf_of_another_shape_is_named_with_both()
    {
        Checkpoint.Save(File, new SmallNet(Layer(2, 3), Layer(3, 4)));
        var error = Left(Checkpoint.Load(File, new SmallNet(Layer(2, 3), Layer(3, 5))));
        Assert.Equal(("a tensor Output.Weight: F32[3, 5]", "Output.Weight: F32[3, 4]"), (error.Expected, error.Found));
        Assert.StartsWith("model.safetensors: expected a tensor Output.Weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_number_of_elements_in_another_shape_does_not_fit()
    {
        Checkpoint.Save(File, Layer(2, 6));
        Assert.Contains("Weight", Left(Checkpoint.Load(File, Layer(6, 2))).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_of_other_numbers_does_not_fit()
    {
        Assert.True(Checkpoint.Prepare(File).IsRight);
        SafeTensors.Write(File, [TensorEntry.Of<double>("", [1], [1.0])]);
        Assert.Contains("F64", Left(Checkpoint.Load(File, Graph.Prelude.Zeros([1]))).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        var error = Left(Checkpoint.Load(File, Layer(1, 1)));
        Assert.Equal((File, "none"), (error.File, error.Found));
    }

    [Fact]
    public void An_error_tells_the_full_path()
    {
        Checkpoint.Save(File, Layer(2, 3));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), File);
        Assert.Equal(File, Left(Checkpoint.Load(relative, Layer(2, 4))).File);
        Assert.Equal(File + ".none", Left(Checkpoint.Load(relative + ".none", Layer(2, 4))).File);
    }

    [Fact]
    public void Preparing_makes_the_folder_and_leaves_nothing_in_it()
    {
        Assert.True(Checkpoint.Prepare(File).IsRight);
        Assert.True(Checkpoint.Prepare(File).IsRight);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Preparing_keeps_a_file_that_is_there()
    {
        Checkpoint.Save(File, Layer(2, 3));
        var before = System.IO.File.ReadAllBytes(File);
        Assert.True(Checkpoint.Prepare(File).IsRight);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused_before_there_is_anything_to_lose()
    {
        var under = Path.Combine(_folder.Write("file", [1]), "model.safetensors");
        foreach (var refused in new[] { Checkpoint.Prepare(under), Checkpoint.Save(under, Layer(1, 1)) })
        {
            Assert.Equal((under, $"to write {under}"), (Left(refused).File, Left(refused).Expected));
        }

        Assert.Equal((_folder.Path, "a folder"), (Left(Checkpoint.Prepare(_folder.Path)).File, Left(Checkpoint.Prepare(_folder.Path)).Found));
        Assert.Equal([1], System.IO.File.ReadAllBytes(Path.Combine(_folder.Path, "file")));
    }

    private static Affine Layer(int inputs, int outputs) => Affine.Create(inputs, outputs, Initializers.He, Key.From(1));

    private static T Right<T>(Either<CheckpointError, T> either) =>
        either.Match(Right: value => value, Left: error => throw new InvalidOperationException(error.Message));

    private static CheckpointError Left<T>(Either<CheckpointError, T> either) =>
        either.Match(Right: _ => throw new InvalidOperationException("It worked."), Left: error => error);
}
