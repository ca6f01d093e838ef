namespace Autograd.Graph.Engine.Threads;

/// <summary>Decides whether work is shared with workers, from the time that sharing saved and cost lately.</summary>
/// <remarks>
/// Workers save the time of the parts that they run, estimated by the caller's own parts. They cost the time that the
/// caller waits for their last parts. Normally a wait is about as long as a part. If other programs keep the workers
/// from running, waits outweigh the savings, and the caller works alone for a while.
/// </remarks>
/// <param name="ticksPerSecond">The unit of all times.</param>
internal sealed class SharingBalance(long ticksPerSecond)
{
    // After a debt, the caller works alone for 100 times that debt, so that trying again costs about 1 %. A single long
    // wait may have had another cause, such as a garbage collection, so after a large debt the factor is 10 and the
    // rest ends within 30 seconds.
    private const int RestsForADebt = 100;
    private const int RestsForALargeDebt = 10;
    private const int LongestSeconds = 30;

    // Where sharing has paid before, one time slice of another program is forgiven.
    private readonly long _most = ticksPerSecond / 250;
    private readonly long _debt = ticksPerSecond / 2000;
    private long _balance = ticksPerSecond / 250;
    private long _restsUntil;

    /// <summary>Whether the caller works alone at this time.</summary>
    public bool Rests(long now) => now < Volatile.Read(ref _restsUntil);

    /// <summary>Records work that was shared.</summary>
    /// <param name="now">The time at which its last part was done.</param>
    /// <param name="helped">The number of parts that workers ran.</param>
    /// <param name="part">The time of the shortest of the caller's own parts.</param>
    /// <param name="waited">The time that the caller waited for workers at the end.</param>
    public void Add(long now, int helped, long part, long waited)
    {
        _balance = Math.Min(_balance + (helped * part) - waited, _most);
        if (_balance >= -_debt) return;
        var most = Math.Clamp(-_balance * RestsForALargeDebt, ticksPerSecond, LongestSeconds * ticksPerSecond);
        Volatile.Write(ref _restsUntil, now + Math.Min(-_balance * RestsForADebt, most));
        _balance = 0;
    }
}
