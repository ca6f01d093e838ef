using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Nn.Data;

/// <summary>
/// Some examples of a data set, by number: a value of a few words. The bytes become numbers where a batch is used.
/// </summary>
public readonly struct Batch : IEquatable<Batch>, IRows<float>
{
    // Images that are on their way from memory while one is converted.
    private const int Ahead = 4;

    private readonly Sampling _sampling;
    private readonly long _start;
    private readonly Augmentation? _augmentation;
    private readonly Key _key;

    internal Batch(
        DataSet data, Sampling sampling, long start, int size, Augmentation? augmentation = null, Key key = default) =>
        (Data, _sampling, _start, Size, _augmentation, _key) = (data, sampling, start, size, augmentation, key);

    /// <summary>Where the examples come from.</summary>
    public DataSet Data { get; }

    /// <summary>How many examples there are.</summary>
    public int Size { get; }

    /// <summary>The inputs as a literal, [size, features], bytes scaled to 0…1.</summary>
    public Expr X
    {
        get
        {
            var x = new float[Size * Data.Features];
            CopyInputs(x);
            return Prelude.Literal(Tensor.Of([Size, Data.Features], (ReadOnlySpan<float>)x));
        }
    }

    /// <summary>The labels as a literal of indices, [size].</summary>
    public Expr T
    {
        get
        {
            var t = new int[Size];
            CopyLabels(t);
            return Prelude.Literal(Tensor.Of([Size], (ReadOnlySpan<int>)t));
        }
    }

    /// <summary>The number in the data set of an example of the batch.</summary>
    /// <param name="example">The number of an example in the batch, from 0.</param>
    public int IndexOf(int example) => _sampling.IndexAt(_start + example);

    /// <summary>Writes the inputs row by row, without allocating.</summary>
    /// <param name="destination">Room for size · features numbers; filled row by row.</param>
    public void CopyInputs(Span<float> destination) => CopyRows(0, Size, destination);

    /// <summary>Writes the inputs of some examples, without allocating.</summary>
    /// <param name="start">The first example of the batch.</param>
    /// <param name="end">The example after the last.</param>
    /// <param name="destination">Room for their inputs.</param>
    public void CopyRows(int start, int end, Span<float> destination)
    {
        Span<int> coming = stackalloc int[Ahead];
        for (var i = -Ahead; i < end - start; i++)
        {
            ref var next = ref coming[(i + Ahead) % Ahead];
            if (i >= 0) Gather(next, start + i, destination.Slice(i * Data.Features, Data.Features));
            if (start + i + Ahead >= end) continue;
            next = IndexOf(start + i + Ahead);
            Data.Expect(next);
        }
    }

    /// <summary>Writes the labels, without allocating.</summary>
    /// <param name="destination">Room for one index an example.</param>
    public void CopyLabels(Span<int> destination)
    {
        for (var i = 0; i < Size; i++) destination[i] = Data.Label(IndexOf(i));
    }

    /// <summary>The batch with its images moved.</summary>
    internal Batch With(Augmentation augmentation, Key key) => new(Data, _sampling, _start, Size, augmentation, key);

    /// <inheritdoc/>
    public bool Equals(Batch other) =>
        (Data, _sampling, _start, Size, _augmentation, _key) == (
            other.Data, other._sampling, other._start, other.Size, other._augmentation, other._key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Batch other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Data, _sampling, _start, Size, _augmentation, _key);

    private void Gather(int image, int place, Span<float> destination)
    {
        if (_augmentation is null) Data.GatherImage(image, destination);
        else
        {
            _augmentation.At(_key, place)
                .Apply(Data.Image(image), Data.ImageShape[^2], Data.ImageShape[^1], destination);
        }
    }

    /// <summary>Whether two batches are the same examples of the same sequence, moved alike.</summary>
    public static bool operator ==(Batch left, Batch right) => left.Equals(right);

    /// <summary>Whether two batches differ.</summary>
    public static bool operator !=(Batch left, Batch right) => !left.Equals(right);
}
