using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>The table of living nodes: one object per operation and inputs. It keeps no node alive.</summary>
internal static class Interning
{
    private static readonly Lock Gate = new();
    private static Slot[] _slots = new Slot[1024];
    private static int[] _buckets = new int[1024];
    private static int _used;

    // A handle and not a weak reference, which is an object with a finalizer for each node.
    private struct Slot
    {
        public int Hash;
        public int Next;
        public WeakGCHandle<Expr> Node;
    }

    public static Expr Node(Op op, ImmutableArray<Expr> inputs)
    {
        var hash = Expr.HashOf(op, inputs.AsSpan());
        if (op.HasIdentity) return new Expr(op, inputs, op.Infer(inputs), hash);
        lock (Gate)
        {
            if (Find(op, inputs.AsSpan(), hash) is { } known) return known;
        }

        // Shape errors are thrown outside the lock, and an operation of a user's may build expressions of its own.
        var made = new Expr(op, inputs, op.Infer(inputs), hash);
        lock (Gate)
        {
            if (Find(op, inputs.AsSpan(), hash) is { } meanwhile) return meanwhile;
            Add(made, hash);
            return made;
        }
    }

    private static Expr? Find(Op op, ReadOnlySpan<Expr> inputs, int hash)
    {
        for (var at = _buckets[Bucket(hash)] - 1; at >= 0; at = _slots[at].Next)
        {
            ref var slot = ref _slots[at];
            if (slot.Hash == hash && slot.Node.TryGetTarget(out var node) && SameInputs(node.Inputs.AsSpan(), inputs)
                && node.Op.Equals(op))
            {
                return node;
            }
        }

        return null;
    }

    private static bool SameInputs(ReadOnlySpan<Expr> left, ReadOnlySpan<Expr> right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i], right[i])) return false;
        }

        return true;
    }

    private static void Add(Expr node, int hash)
    {
        if (_used == _slots.Length) Sweep();
        Insert(new WeakGCHandle<Expr>(node), hash);
    }

    private static void Insert(WeakGCHandle<Expr> node, int hash)
    {
        ref var bucket = ref _buckets[Bucket(hash)];
        _slots[_used] = new Slot { Hash = hash, Next = bucket - 1, Node = node };
        bucket = ++_used;
    }

    // Drops collected nodes; the table at least doubles what survived, so the cost per node stays constant.
    private static void Sweep()
    {
        var (slots, living) = (_slots, 0);
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot.Node.TryGetTarget(out _)) slots[living++] = slot;
            else slot.Node.Dispose();
        }

        var size = 1024;
        while (size < 2 * living) size *= 2;
        (_slots, _buckets, _used) = (new Slot[size], new int[size], 0);
        foreach (ref var slot in slots.AsSpan(0, living)) Insert(slot.Node, slot.Hash);
    }

    private static int Bucket(int hash) => hash & (_buckets.Length - 1);
}
