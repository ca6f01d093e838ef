using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Memory;
using Autograd.Properties.Generators;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Memory;

/// <summary>No two values that live at once share a byte.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)])]
public sealed class MemoryPlanLaws
{
    private static readonly HashSet<(int Output, int Input)> None = [];

    [Law]
    public void In_a_plan_no_two_values_that_live_at_once_overlap(GraphCase graph)
    {
        var plan = Plan<double>.Make(graph.Variables, [graph.Loss, .. graph.Loss.Gradient(graph.Variables.AsSpan())]);
        AssertApart(plan.Memory, plan.Buffers,
            [.. plan.Pipelines.Select(pipeline => new MemoryStep(pipeline.Buffers, pipeline.InPlace))]);
    }

    [Law(MaxTest = 200)]
    public void In_any_program_no_two_values_that_live_at_once_overlap(int seed)
    {
        var random = new Random(seed);
        BufferSpec[] buffers = [.. Enumerable.Range(0, 30)
            .Select(_ => new BufferSpec(new([1]), (BufferRole)random.Next(4), random.Next(3) * random.Next(400)))];
        MemoryStep[] steps = [.. Enumerable.Range(0, 40)
            .Select(_ => new MemoryStep([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(30))], []))];
        AssertApart(MemoryPlan.Place(buffers, steps, None), buffers, steps);
    }

    [Fact]
    public void A_value_nobody_reads_any_more_gives_its_memory_to_the_next()
    {
        var buffers =
            Enumerable.Range(0, 50).Select(_ => new BufferSpec(new([16]), BufferRole.Temporary, 64)).ToArray();
        var steps = Enumerable.Range(0, 49).Select(i => new MemoryStep([i, i + 1], [])).ToArray();
        Assert.Equal(2 * PinnedBlock.Padded(64), MemoryPlan.Place(buffers, steps, None).TemporaryBytes);
        MemoryStep[] inPlace = [.. steps.Select(step => step with { InPlace = [(step.Buffers[1], step.Buffers[0])] })];
        Assert.Equal(PinnedBlock.Padded(64), MemoryPlan.Place(buffers, inPlace, None).TemporaryBytes);
    }

    private static void AssertApart(MemoryPlan memory, IReadOnlyList<BufferSpec> buffers, MemoryStep[] steps)
    {
        for (var a = 0; a < buffers.Count; a++)
        {
            for (var b = a + 1; b < buffers.Count; b++)
            {
                if (LiveAtOnce(a, b) && Overlap(a, b))
                {
                    Assert.Fail($"Buffers {a} and {b} overlap: {buffers[a]} at {memory.Offsets[a]}, {buffers[b]} at "
                        + $"{memory.Offsets[b]}");
                }
            }

            var placed = memory.Offsets[a] >= 0 || buffers[a].Role == BufferRole.Constant
                || steps.All(step => !step.Buffers.Contains(a));
            Assert.True(placed && memory.Offsets[a] + buffers[a].Bytes <= memory.Bytes,
                $"Buffer {a}: {buffers[a]} at {memory.Offsets[a]} of {memory.Bytes}");
        }

        bool Overlap(int a, int b) => memory.Offsets[a] >= 0 && memory.Offsets[b] >= 0
            && memory.Offsets[a] < memory.Offsets[b] + buffers[b].Bytes
            && memory.Offsets[b] < memory.Offsets[a] + buffers[a].Bytes;

        // A value may be written over one that dies in the same step, where that step works in place.
        bool LiveAtOnce(int a, int b) => Life(a) is var (start, end) && Life(b) is var (first, last) && start >= 0
            && first >= 0 && start <= last && first <= end
            && !(end == first && TakesPlace(steps[end], b, a)) && !(last == start && TakesPlace(steps[last], a, b));

        bool TakesPlace(MemoryStep step, int target, int source) => step.InPlace.Any(
            pair => pair.Target == target && (pair.Source == source || TakesPlace(step, pair.Source, source)));

        // What the caller gives or takes lives all the time; a value between its first and its last step.
        (int Start, int End) Life(int buffer) => buffers[buffer].Role != BufferRole.Temporary
            ? (0, steps.Length)
            : steps.Select((step, i) => (step, i)).Where(at => at.step.Buffers.Contains(buffer)).Select(at => at.i)
            .DefaultIfEmpty(-1).ToArray() is var uses
                ? (uses[0], uses[^1])
                : default;
    }
}
