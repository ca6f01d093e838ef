using Autograd.Graph;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties;

/// <summary>Gradients as FsCheck properties.</summary>
public static class GradientProperties
{
    extension(Gradients)
    {
        /// <summary>
        /// The property that a function has the gradient it claims at a point: see <see cref="Gradients.Check{T}"/>.
        /// </summary>
        /// <remarks>
        /// A point where nothing can be compared, because every coordinate meets a kink, does not count as a test.
        /// </remarks>
        /// <param name="f">The function.</param>
        /// <param name="at">The point, as a rule an argument that FsCheck generates.</param>
        /// <param name="options">What is compared, and how closely.</param>
        /// <example><code>
        /// [Property] public Property My_loss_has_the_gradient_it_claims(TwoLayerNet net, Batch b) => Gradients.Agree(p
        /// => Loss(p, b.X, b.T), net);
        /// </code></example>
        public static Property Agree<T>(Func<T, Expr> f, T at, CheckOptions? options = null)
            where T : IParameterRecord<T>
        {
            var report = Gradients.Check(f, at, options);
            return report.Agrees.Label(report.ToString()).When(report.IsConclusive || report.Differs);
        }
    }
}
