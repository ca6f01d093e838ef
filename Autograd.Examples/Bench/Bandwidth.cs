using System.Diagnostics;

namespace Autograd.Examples.Bench;

/// <summary>How fast one core moves bytes: a copy, counting what is read and what is written.</summary>
internal sealed class Bandwidth(long footprint)
{
    private const int Tries = 8;

    private readonly byte[] _from = GC.AllocateUninitializedArray<byte>((int)(footprint / 2));
    private readonly byte[] _to = GC.AllocateUninitializedArray<byte>((int)(footprint / 2));

    /// <summary>Bytes a second, the best of a few copies. A footprint that fits a cache measures that cache.</summary>
    public double Measure()
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _from.CopyTo(_to, 0);
            var taken = Stopwatch.GetElapsedTime(start);
            // The first copy only brings the pages in.
            best = i > 0 && taken < best ? taken : best;
        }

        return 2.0 * _from.Length / best.TotalSeconds;
    }
}
