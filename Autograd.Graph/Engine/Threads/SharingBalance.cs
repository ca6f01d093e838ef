namespace Autograd.Graph.Engine.Threads;

/// <summary>Whether it pays to share instructions with helpers: what that saved lately against what it cost.</summary>
/// <remarks>
/// Helpers save the time of the parts that they run, by the measure of the caller's own parts. They cost the time for
/// which the caller waits for their last parts. Where they run, a wait is no longer than a part or so, however long
/// that is; where other programs keep them from running, waits outweigh what is saved, and the caller works alone for a
/// while.
/// </remarks>
/// <param name="ticksPerSecond">The unit of all times.</param>
internal sealed class SharingBalance(long ticksPerSecond)
{
    // Trying again costs about a hundredth, or a tenth where a single wait took long: then it may have been something
    // else, such as a garbage collection, and helpers are tried again within seconds.
    private const int RestsForADebt = 100;
    private const int RestsForALargeDebt = 10;
    private const int LongestSeconds = 30;

    // One time slice of another program is forgiven where sharing has paid before.
    private readonly long _most = ticksPerSecond / 250;
    private readonly long _debt = ticksPerSecond / 2000;
    private long _balance = ticksPerSecond / 250;
    private long _restsUntil;

    /// <summary>Whether the caller works alone at a time.</summary>
    public bool Rests(long now) => now < Volatile.Read(ref _restsUntil);

    /// <summary>Takes account of an instruction that was shared.</summary>
    /// <param name="now">The time at which its last part was done.</param>
    /// <param name="helped">Parts that helpers ran.</param>
    /// <param name="part">How long the shortest of the caller's own parts took.</param>
    /// <param name="waited">How long the caller waited for helpers at the end.</param>
    public void Add(long now, int helped, long part, long waited)
    {
        _balance = Math.Min(_balance + (helped * part) - waited, _most);
        if (_balance >= -_debt) return;
        var most = Math.Clamp(-_balance * RestsForALargeDebt, ticksPerSecond, LongestSeconds * ticksPerSecond);
        Volatile.Write(ref _restsUntil, now + Math.Min(-_balance * RestsForADebt, most));
        _balance = 0;
    }
}
