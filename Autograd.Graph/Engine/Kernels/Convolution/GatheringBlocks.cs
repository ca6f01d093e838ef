using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>What a <see cref="Gathering"/> takes at once, and its tables: decided by its lengths and this machine's vectors.</summary>
internal sealed class GatheringBlocks<T>
    where T : unmanaged
{
    // Elements between rows of weights, which keep them from sharing sets of the cache.
    private const int Gap = 16;
    private const int SharedSets = 4096;

    public GatheringBlocks(Gathering gathering)
    {
        Gathering = gathering;
        Places = PlaceVectors<T>.Of(gathering.Places, gathering.Planes.Plane.Width);
        var taps = Math.Max(1, gathering.Taps.Length);
        var most = MatrixPanels<T>.PanelBytes / (Places.Panels.WidestPanel * Unsafe.SizeOf<T>());
        Channels = Math.Clamp(most / taps, 1, Math.Max(1, gathering.Channels));
        Depth = Channels * gathering.Taps.Length;
        Taps = [.. Enumerable.Range(0, Depth).Select(k => (k / taps * gathering.Planes.Elements) + gathering.Taps[k % taps])];
        Direct = gathering.Rows <= DirectTiles.MostRows;
        WeightsInPlace = gathering.Weights.Length == gathering.Strides.Channel && (gathering.Rows == 1 || gathering.Strides.Row * Unsafe.SizeOf<T>() % SharedSets != 0);
    }

    public Gathering Gathering { get; }

    public PlaceVectors<T> Places { get; }

    /// <summary>Whether there are so few rows of weights that what windows show is read where it lies: copies would be used too seldom.</summary>
    public bool Direct { get; }

    /// <summary>Channels that are taken at once, so that a panel of what windows show of them stays in the first-level cache.</summary>
    public int Channels { get; }

    /// <summary>Elements of a window in so many channels.</summary>
    public int Depth { get; }

    /// <summary>Where each of them lies in the planes of a block.</summary>
    public int[] Taps { get; }

    /// <summary>Whether weights are read where they lie; else they are laid out before, row by row with what a row takes side by side.</summary>
    public bool WeightsInPlace { get; }

    /// <summary>From one row of weights to the next.</summary>
    public nint WeightRow => WeightsInPlace ? Gathering.Strides.Row : Whole(Gathering.Channels * Gathering.Taps.Length) + Gap;

    /// <summary>From the weights of one group to those of the next.</summary>
    public nint WeightGroup => WeightsInPlace ? Gathering.Strides.Group : Gathering.Rows * WeightRow;

    /// <summary>Elements of a panel.</summary>
    public int PanelElements => Direct ? 0 : Whole(Depth * Places.Panels.WidestPanel);

    /// <summary>Elements of the planes of a block.</summary>
    public int PlaneElements => Gathering.Planes.IsImage ? 0 : Whole(Channels * Gathering.Planes.Elements) + Gap;

    /// <summary>All that a thread needs.</summary>
    public int ScratchElements => checked(PanelElements + PlaneElements);

    /// <summary>Lays out one row of weights of a group.</summary>
    public unsafe void LayOut(T* weights, nint group, nint row, T* target)
    {
        var from = weights + (group * Gathering.Strides.Group) + (row * Gathering.Strides.Row);
        var to = target + (group * WeightGroup) + (row * WeightRow);
        for (nint channel = 0; channel < Gathering.Channels; channel++, from += Gathering.Strides.Channel)
        {
            foreach (var weight in Gathering.Weights) *to++ = from[weight];
        }
    }

    private static int Whole(int elements) => (elements + Gap - 1) / Gap * Gap;
}
