using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Checkpoints;
using Autograd.Nn.Data;
using Autograd.Properties.Data;
using FsCheck.Xunit;
using LanguageExt;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>A record that is saved is the record that is loaded.</summary>
public sealed class CheckpointLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "deep", "net.safetensors");

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 20)]
    public void What_is_saved_is_loaded_bit_by_bit(long seed)
    {
        var net = SmallNet.Create(5, 4, 3, seed) with { Activation = "relu" };
        Assert.True(Checkpoint.Save(File, net).IsRight);
        var loaded = Right(Checkpoint.Load(File, SmallNet.Create(5, 4, 3, seed + 1) with { Activation = "relu" }));
        States.AssertSame(net, loaded);
        Assert.Equal("relu", loaded.Activation);
    }

    [Fact]
    public void Training_goes_on_from_a_saved_state_as_if_it_had_not_stopped()
    {
        var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.01));
        var batches = SmallNet.Data(30, 5, 3).RandomBatches(4, Key.From(2)).Take(20).ToArray();
        var start = step.Start(SmallNet.Create(5, 4, 3));
        Assert.True(Checkpoint.Save(File, batches[..8].Fold(start, step)).IsRight);
        States.AssertSame(batches.Fold(start, step), batches[8..].Fold(Right(Checkpoint.Load(File, start)), step));
    }

    [Fact]
    public void The_tensors_are_named_by_their_paths()
    {
        Assert.True(Checkpoint.Save(File, SmallNet.Create(5, 4, 3)).IsRight);
        Assert.Equal(["Hidden.Weight", "Hidden.Bias", "Output.Weight", "Output.Bias"], Right(SafeTensors.Read(File)).Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Another_shape_a_missing_leaf_and_a_missing_file_are_errors_that_name_them()
    {
        Assert.True(Checkpoint.Save(File, SmallNet.Create(5, 4, 3)).IsRight);
        Assert.Equal("net.safetensors: expected a tensor Hidden.Weight: F32[6, 4], found Hidden.Weight: F32[5, 4]", Left(Checkpoint.Load(File, SmallNet.Create(6, 4, 3))).Message);

        Assert.True(Checkpoint.Save(File, SmallNet.Create(5, 4, 3).Hidden).IsRight);
        Assert.Equal("net.safetensors: expected a tensor Hidden.Weight: F32[5, 4], found none of that name", Left(Checkpoint.Load(File, SmallNet.Create(5, 4, 3))).Message);

        var nowhere = Path.Combine(_folder.Path, "nowhere.safetensors");
        Assert.Contains(nowhere, Left(Checkpoint.Load(nowhere, SmallNet.Create(5, 4, 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_values_can_be_saved()
    {
        var net = SmallNet.Create(5, 4, 3);
        var open = net with { Hidden = net.Hidden with { Bias = Graph.Prelude.Variable("bias", [4]) } };
        Assert.Contains("bias", Assert.Throws<ArgumentException>(() => Checkpoint.Save(File, open)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    private static T Right<T>(Either<CheckpointError, T> either) => either.Match(Right: value => value, Left: error => throw new InvalidOperationException(error.Message));

    private static CheckpointError Left<T>(Either<CheckpointError, T> either) => either.Match(Right: _ => throw new InvalidOperationException("It was loaded."), Left: error => error);
}
