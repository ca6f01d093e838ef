using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;

namespace Autograd.Properties.Networks;

/// <summary>Training states as values, and the reference's way from one to the next.</summary>
internal static class States
{
    public static ImmutableArray<Tensor> Values<TRecord>(TRecord record)
        where TRecord : IParameterRecord<TRecord>
        => [.. record.Leaves().Select(leaf => (Tensor)leaf.Value.Evaluate<float>())];

    public static void AssertSame<TRecord>(TRecord expected, TRecord actual)
        where TRecord : IParameterRecord<TRecord>
    {
        var paths = expected.Leaves().Select(leaf => leaf.Path);
        Xunit.Assert.Equal(paths, actual.Leaves().Select(leaf => leaf.Path));
        Bits.AssertSame(Values(expected), Values(actual));
    }

    /// <summary>Steps of the graph of a training step in the reference interpreter over floats.</summary>
    public static TrainState<TModel> ByReference<TModel>(TrainStep<TModel> step, TrainState<TModel> start, IEnumerable<Batch> batches)
        where TModel : IParameterRecord<TModel>
        => batches.Aggregate(start, (state, batch) => step.Graph(state, batch.X, batch.T).State.Evaluate<float, TrainState<TModel>>());
}
