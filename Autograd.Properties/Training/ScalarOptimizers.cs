namespace Autograd.Properties.Training;

/// <summary>The optimizers for one number, written from their equations: the places after each update.</summary>
internal static class ScalarOptimizers
{
    /// <summary>Deep Learning from Scratch, eq. 6.1.</summary>
    public static IEnumerable<double> Sgd(double x, IEnumerable<double> gradients, double rate)
    {
        foreach (var g in gradients) yield return x -= rate * g;
    }

    /// <summary>Deep Learning from Scratch, eqs. 6.3 and 6.4.</summary>
    public static IEnumerable<double> Momentum(double x, IEnumerable<double> gradients, double rate, double momentum)
    {
        var v = 0.0;
        foreach (var g in gradients)
        {
            v = (momentum * v) - (rate * g);
            yield return x += v;
        }
    }

    /// <summary>Kingma and Ba 2015, algorithm 1.</summary>
    public static IEnumerable<double> Adam(double x, IEnumerable<double> gradients, double rate, double beta1, double beta2, double epsilon)
    {
        var (m, v, t) = (0.0, 0.0, 0);
        foreach (var g in gradients)
        {
            t++;
            m = (beta1 * m) + ((1 - beta1) * g);
            v = (beta2 * v) + ((1 - beta2) * g * g);
            var unbiasedMean = m / (1 - Math.Pow(beta1, t));
            var unbiasedSquare = v / (1 - Math.Pow(beta2, t));
            yield return x -= rate * unbiasedMean / (Math.Sqrt(unbiasedSquare) + epsilon);
        }
    }
}
