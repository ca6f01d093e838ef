using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Memory;
using Autograd.Properties.Generators;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties.Engine;

/// <summary>No two values that live at once share a byte.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class MemoryPlanLaws
{
    [Property]
    public void In_a_plan_no_two_values_that_live_at_once_overlap(GraphCase graph)
    {
        var plan = Plan<double>.Make(graph.Variables, [graph.Loss, .. graph.Loss.Gradient(graph.Variables.AsSpan())]);
        AssertApart(plan.Memory, plan.Buffers, [.. plan.Instructions.Select(instruction => instruction.Buffers)]);
    }

    [Property(MaxTest = 200)]
    public void In_any_program_no_two_values_that_live_at_once_overlap(int seed)
    {
        var random = new Random(seed);
        BufferSpec[] buffers = [.. Enumerable.Range(0, 30).Select(_ => new BufferSpec(new([1]), (BufferRole)random.Next(4), random.Next(3) * random.Next(400)))];
        ImmutableArray<int>[] steps = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(30)).ToImmutableArray())];
        AssertApart(MemoryPlan.Place(buffers, steps), buffers, steps);
    }

    [Fact]
    public void A_value_nobody_reads_any_more_gives_its_memory_to_the_next()
    {
        var buffers = Enumerable.Range(0, 50).Select(_ => new BufferSpec(new([16]), BufferRole.Temporary, 64)).ToArray();
        var steps = Enumerable.Range(0, 49).Select(i => ImmutableArray.Create(i, i + 1)).ToArray();
        Assert.Equal(2 * PinnedBlock.Padded(64), MemoryPlan.Place(buffers, steps).TemporaryBytes);
    }

    private static void AssertApart(MemoryPlan memory, IReadOnlyList<BufferSpec> buffers, ImmutableArray<int>[] steps)
    {
        for (var a = 0; a < buffers.Count; a++)
        {
            for (var b = a + 1; b < buffers.Count; b++)
            {
                if (LiveAtOnce(a, b) && Overlap(a, b)) Assert.Fail($"Buffers {a} and {b} overlap: {buffers[a]} at {memory.Offsets[a]}, {buffers[b]} at {memory.Offsets[b]}");
            }

            var placed = memory.Offsets[a] >= 0 || buffers[a].Role == BufferRole.Constant || steps.All(step => !step.Contains(a));
            Assert.True(placed && memory.Offsets[a] + buffers[a].Bytes <= memory.Bytes, $"Buffer {a}: {buffers[a]} at {memory.Offsets[a]} of {memory.Bytes}");
        }

        bool Overlap(int a, int b) => memory.Offsets[a] >= 0 && memory.Offsets[b] >= 0
            && memory.Offsets[a] < memory.Offsets[b] + buffers[b].Bytes && memory.Offsets[b] < memory.Offsets[a] + buffers[a].Bytes;

        bool LiveAtOnce(int a, int b) => Life(a) is var (start, end) && Life(b) is var (first, last) && start <= last && first <= end;

        // What the caller gives or takes lives all the time; a value between its first and its last step.
        (int Start, int End) Life(int buffer) => buffers[buffer].Role != BufferRole.Temporary
            ? (0, steps.Length)
            : steps.Select((step, i) => (step, i)).Where(at => at.step.Contains(buffer)).Select(at => at.i).DefaultIfEmpty(-1).ToArray() is var uses
                ? (uses[0], uses[^1])
                : default;
    }
}
