using Xunit;

namespace Autograd.Properties.Shared;

/// <summary>
/// What the threads of plans allocate: exact, whatever the test runner allocates on threads of its own.
/// </summary>
internal static class Allocations
{
    // What the runtime allocates once, such as at the first wait for a helper, spoils a round; what the work allocates,
    // all of them.
    private const int Rounds = 3;

    /// <summary>
    /// Fails unless work allocates nothing on its threads and collects no garbage, as often as it is done in a round.
    /// </summary>
    /// <param name="threads">The threads of the plan that the work runs.</param>
    /// <param name="round">The work, so often that what it allocates now and then is seen as well.</param>
    public static void None(int threads, Action round)
    {
        var taken = 0L;
        var count = new EachThread(threads, _ => Interlocked.Add(ref taken, GC.GetAllocatedBytesForCurrentThread()));
        var (bytes, collections) = (0L, 0);
        for (var i = 0; i < Rounds; i++)
        {
            (bytes, collections) = (Bytes(), GC.CollectionCount(0));
            round();
            (bytes, collections) = (Bytes() - bytes, GC.CollectionCount(0) - collections);
            if (bytes == 0 && collections == 0) return;
        }

        Assert.Fail($"Something is allocated or collected in each of {Rounds} rounds; in the last {bytes} bytes and "
            + $"{collections} collections on {threads} threads.");

        long Bytes()
        {
            taken = 0;
            count.Run();
            return taken;
        }
    }
}
