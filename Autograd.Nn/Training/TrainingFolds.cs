using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>Training as a fold of a step over batches.</summary>
public static class TrainingFolds
{
    /// <summary>The state after a step on each batch: pure outside, in place inside.</summary>
    /// <param name="batches">The batches; where they end, so does training.</param>
    /// <param name="start">The state to start from.</param>
    /// <param name="step">The step.</param>
    public static TState Fold<TState>(this IEnumerable<Batch> batches, TState start, Step<TState> step)
        where TState : IParameterRecord<TState>
    {
        ArgumentNullException.ThrowIfNull(batches);
        var run = new StepRun<TState>(step, start);
        foreach (var batch in batches) run.Step(batch);
        return run.State();
    }

    /// <summary>The same fold with the loss of each batch.</summary>
    /// <param name="batches">The batches; where they end, so does training.</param>
    /// <param name="start">The state to start from.</param>
    /// <param name="step">The step.</param>
    /// <param name="each">Called after each step with the number of steps made, to show progress.</param>
    public static (TState State, LossHistory History) FoldLosses<TState>(
        this IEnumerable<Batch> batches, TState start, Step<TState> step, Action<int>? each = null)
        where TState : IParameterRecord<TState>
    {
        ArgumentNullException.ThrowIfNull(batches);
        var run = new StepRun<TState>(step, start);
        var losses = ImmutableArray.CreateBuilder<float>();
        foreach (var batch in batches)
        {
            losses.Add(run.Step(batch));
            each?.Invoke(losses.Count);
        }

        return (run.State(), new(losses.ToImmutable()));
    }

    /// <summary>
    /// The same fold as a lazy sequence of observations, one after every few steps and one at the end: to show, to draw,
    /// or to stop.
    /// </summary>
    /// <remarks>
    /// The steps are made while the sequence is walked; walking it again makes them again.
    /// </remarks>
    /// <param name="batches">The batches; where they end, so does training.</param>
    /// <param name="start">The state to start from.</param>
    /// <param name="step">The step.</param>
    /// <param name="every">The number of steps between observations, 1 or more.</param>
    /// <param name="stop">When cancelled, the next observation is the last; it shows the state reached.</param>
    public static IEnumerable<Observation<TState>> Observe<TState>(
        this IEnumerable<Batch> batches, TState start, Step<TState> step, int every,
        CancellationToken stop = default)
        where TState : IParameterRecord<TState>
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        return Looks();

        IEnumerable<Observation<TState>> Looks()
        {
            var run = new StepRun<TState>(step, start);
            var (iteration, steps, loss) = (0, 0, 0.0);
            foreach (var batch in batches)
            {
                if (stop.IsCancellationRequested) break;
                loss += run.Step(batch);
                iteration++;
                if (++steps < every) continue;
                yield return new(iteration, loss / steps, run.State());
                (steps, loss) = (0, 0);
            }

            if (steps > 0) yield return new(iteration, loss / steps, run.State());
        }
    }
}
