using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>What a <see cref="Gathering"/> takes at once, and its tables: decided by its lengths and this machine's vectors.</summary>
internal sealed class GatheringBlocks<T>
    where T : unmanaged
{
    // Elements between rows of copied weights, which keep them from sharing sets of the cache.
    private const int Gap = 16;

    public GatheringBlocks(Gathering gathering)
    {
        Gathering = gathering;
        Places = PlaceVectors<T>.Of(gathering.Places, gathering.Planes.Plane.Width);
        var taps = Math.Max(1, gathering.Taps.Length);
        var most = MatrixPanels<T>.PanelBytes / (Places.Panels.WidestPanel * Unsafe.SizeOf<T>());
        Channels = Math.Clamp(most / taps, 1, Math.Max(1, gathering.Channels));
        Depth = Channels * gathering.Taps.Length;
        Taps = [.. Enumerable.Range(0, Depth).Select(k => (k / taps * gathering.Planes.Elements) + gathering.Taps[k % taps])];
        WeightsInPlace = gathering.Weights.Length == gathering.Strides.Channel && gathering.Strides.Row * Unsafe.SizeOf<T>() % 4096 != 0;
    }

    public Gathering Gathering { get; }

    public PlaceVectors<T> Places { get; }

    /// <summary>Channels that are taken at once, so that a panel of what windows show of them stays in the first-level cache.</summary>
    public int Channels { get; }

    /// <summary>Elements of a window in so many channels.</summary>
    public int Depth { get; }

    /// <summary>Where each of them lies in the planes of a block.</summary>
    public int[] Taps { get; }

    /// <summary>Whether weights are read where they lie.</summary>
    public bool WeightsInPlace { get; }

    /// <summary>From one row of copied weights to the next.</summary>
    public int WeightRow => Depth + Gap;

    /// <summary>Elements of a panel.</summary>
    public int PanelElements => Whole(Depth * Places.Panels.WidestPanel);

    /// <summary>Elements of the copied weights of a block.</summary>
    public int WeightElements => WeightsInPlace ? 0 : Whole(Gathering.Rows * WeightRow);

    /// <summary>Elements of the planes of a block.</summary>
    public int PlaneElements => Gathering.Planes.IsImage ? 0 : Whole(Channels * Gathering.Planes.Elements) + Gap;

    /// <summary>All that a thread needs.</summary>
    public int ScratchElements => checked(PanelElements + WeightElements + PlaneElements);

    private static int Whole(int elements) => (elements + Gap - 1) / Gap * Gap;
}
