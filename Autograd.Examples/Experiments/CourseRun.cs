using System.Collections.Immutable;
using System.Diagnostics;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>A training to be made.</summary>
/// <param name="Pace">How long it goes on, and how often it is looked at.</param>
/// <param name="Batches">What it learns from; there may be more than it takes.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Step">The step.</param>
/// <param name="Model">The network of a state.</param>
/// <param name="Judge">Measures how good a network is.</param>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <typeparam name="TModel">The type of the network.</typeparam>
internal sealed record CourseRun<TState, TModel>(
    Pace Pace, IEnumerable<Batch> Batches, TState Start, Step<TState> Step, Func<TState, TModel> Model,
    Func<TModel, Verdict> Judge)
    where TState : IParameterRecord<TState>
    where TModel : IParameterRecord<TModel>
{
    /// <summary>Told of the course after each look, e.g. to draw it.</summary>
    public Action<Course<TModel>>? Told { get; init; }

    /// <summary>
    /// Trains, and shows each look. Stopped, or out of memory, it gives the course up to there.
    /// </summary>
    /// <param name="lab">Shows how it goes, and stops it; null for a training that is not watched.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to see.</exception>
    public Course<TModel> Run(Lab? lab, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var firstStep = 0L;
        var before = Model(Start);
        var course = new Course<TModel>(before, before, []);
        try
        {
            foreach (var look in Noting(Batches.Take(Pace.Steps), () => firstStep = Stopwatch.GetTimestamp())
                .Observe(Start, Step, Pace.Every, stop))
            {
                var net = Model(look.State);
                var judges = Pace.Judges(look.Iteration) || stop.IsCancellationRequested;
                var seen = new Look(
                    look.Iteration, Pace.EpochOf(look.Iteration), look.Loss, judges ? Judge(net) : null);
                course = course with
                {
                    Net = net,
                    Looks = course.Looks.Add(seen),
                    Seconds = clock.Elapsed.TotalSeconds,
                };
                if (lab is not null) Show(lab, seen, course.Seconds);
                Told?.Invoke(course);
            }
        }
        catch (OutOfMemoryException error) when (!course.Looks.IsEmpty)
        {
            // What was learnt before is worth keeping.
            course = course with { Failure = error };
        }

        if (course.Looks.IsEmpty) throw new OperationCanceledException(stop);
        // Stopped just after a look that measured nothing.
        if (course is { Failure: null, Looks: [.., { Verdict: null } last] })
        {
            course = course with
            {
                Looks = course.Looks.SetItem(course.Looks.Length - 1, last with { Verdict = Judge(course.Net) }),
            };
        }

        return course with { FirstStep = firstStep, Seconds = clock.Elapsed.TotalSeconds };
    }

    private void Show(Lab lab, Look look, double seconds)
    {
        var speed = look.Iteration / seconds;
        lab.Progress($"step {look.Iteration,6:N0} of {Pace.Steps:N0}   loss {look.Loss:F4}   {speed,6:N0} steps/s   "
            + $"{(Pace.Steps - look.Iteration) / speed,4:F1} s left", (double)look.Iteration / Pace.Steps);
        if (look.Verdict is not { } verdict) return;
        lab.Note("epoch",
            $"epoch {look.Epoch,5:F2}   step {look.Iteration,6:N0}   loss {look.Loss:F4}"
            + (verdict.TestLoss is { } loss ? $"   test loss {loss:F4}" : "")
            + (verdict.Training is { } training ? $"   train {training:F4}" : "")
            + $"   test {verdict.Test:F4}   {seconds,5:F2} s",
            Values(look, verdict, seconds));
    }

    private static ImmutableArray<(string Name, double Value)> Values(Look look, Verdict verdict, double seconds) =>
    [
        ("epoch", Math.Round(look.Epoch, 4)),
        ("iteration", look.Iteration),
        ("loss", look.Loss),
        .. verdict.TestLoss is { } loss ? [("testLoss", loss)] : ImmutableArray<(string, double)>.Empty,
        .. verdict.Training is { } training ? [("trainAccuracy", training)] : ImmutableArray<(string, double)>.Empty,
        ("testAccuracy", verdict.Test),
        ("seconds", seconds),
    ];

    // Training asks for the next batch, or for the end of them, when the step is done.
    private static IEnumerable<Batch> Noting(IEnumerable<Batch> batches, Action firstStepDone)
    {
        var first = true;
        foreach (var batch in batches)
        {
            yield return batch;
            if (first) firstStepDone();
            first = false;
        }
    }
}
