namespace Autograd.Properties.Nn;

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
    public static IEnumerable<double> Adam(
        double x, IEnumerable<double> gradients, double rate, double beta1, double beta2, double epsilon)
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

    /// <summary>Momentum whose gradient step starts where the velocity leads.</summary>
    public static IEnumerable<double> Nesterov(double x, IEnumerable<double> gradients, double rate, double momentum)
    {
        var v = 0.0;
        foreach (var g in gradients)
        {
            x += (momentum * momentum * v) - ((1 + momentum) * rate * g);
            v = (momentum * v) - (rate * g);
            yield return x;
        }
    }

    /// <summary>Deep Learning from Scratch, eqs. 6.5 and 6.6.</summary>
    public static IEnumerable<double> AdaGrad(double x, IEnumerable<double> gradients, double rate, double epsilon)
    {
        var h = 0.0;
        foreach (var g in gradients)
        {
            h += g * g;
            yield return x -= rate * g / (Math.Sqrt(h) + epsilon);
        }
    }

    /// <summary>Tieleman and Hinton 2012, lecture 6e.</summary>
    public static IEnumerable<double> RmsProp(
        double x, IEnumerable<double> gradients, double rate, double decay, double epsilon)
    {
        var h = 0.0;
        foreach (var g in gradients)
        {
            h = (decay * h) + ((1 - decay) * g * g);
            yield return x -= rate * g / (Math.Sqrt(h) + epsilon);
        }
    }

    /// <summary>Loshchilov and Hutter 2019, algorithm 2, the schedule left out.</summary>
    public static IEnumerable<double> AdamW(
        double x, IEnumerable<double> gradients, double rate, double decay, double beta1, double beta2, double epsilon)
    {
        var (m, v, t) = (0.0, 0.0, 0);
        foreach (var g in gradients)
        {
            t++;
            m = (beta1 * m) + ((1 - beta1) * g);
            v = (beta2 * v) + ((1 - beta2) * g * g);
            yield return x -= rate
                * ((m / (1 - Math.Pow(beta1, t)) / (Math.Sqrt(v / (1 - Math.Pow(beta2, t))) + epsilon)) + (decay * x));
        }
    }

    /// <summary>Chen et al. 2023, algorithm 2.</summary>
    public static IEnumerable<double> Lion(
        double x, IEnumerable<double> gradients, double rate, double decay, double beta1, double beta2)
    {
        var m = 0.0;
        foreach (var g in gradients)
        {
            var c = (beta1 * m) + ((1 - beta1) * g);
            m = (beta2 * m) + ((1 - beta2) * g);
            yield return x -= rate * (Math.Sign(c) + (decay * x));
        }
    }
}
