using System.Collections.Immutable;
using Autograd.Graph.Transforms;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph;

/// <summary>
/// Functions that an equation defines, with derivatives of every order by the implicit function theorem, in both modes.
/// </summary>
/// <remarks>
/// The derivative comes from the equation at the solution, not from the steps that led there: where f(z, θ) = 0, it is
/// dz = −(∂f/∂z)⁻¹ (∂f/∂θ) dθ. It is as exact as the solution is. The functions are compiled, vectorised, checkpointed
/// and differentiated further as any other. (Griewank and Walther, <i>Evaluating Derivatives</i>, chapter 15; the
/// <c>custom_root</c> of JAX.)
/// </remarks>
public static class ImplicitFunctions
{
    /// <summary>The state that a step leaves as it is, z = g(z, θ), as a function of θ.</summary>
    /// <remarks>
    /// Repeats the step from <paramref name="start"/>, and the linear equation of the derivative, λ = c + (∂g/∂z)ᵀ λ,
    /// as often. Both converge where the step is a contraction at the solution: with the spectral radius ρ of ∂g/∂z,
    /// value and derivatives of each order are off by about ρ to the power of <paramref name="steps"/>. A derivative
    /// takes about <paramref name="steps"/> times the work of a step's own. Where the step is no contraction, use
    /// <see cref="ImplicitRoot"/>.
    /// </remarks>
    /// <example><code>
    /// var solve = ImplicitFunctions.FixedPoint((Expr z, Expr x) => (0.5 * z + x).Tanh(), start: 0, steps: 60);
    /// solve(x).Gradient(x).Gradient(x)   // at 0.3: -3.0676
    /// </code></example>
    /// <param name="step">
    /// The next state, from a state and the parameters. What it uses besides is constant, behind <c>StopGradient</c>.
    /// </param>
    /// <param name="start">The state to start from, which gives its shape; the derivative does not depend on
    /// it.</param>
    /// <param name="steps">How often the step is repeated, 1 or more.</param>
    /// <typeparam name="TState">The record of the state, or an expression. Leaves hold real numbers.</typeparam>
    /// <typeparam name="TParameters">The record of the parameters, or an expression.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There are no steps.</exception>
    public static Func<TParameters, TState> FixedPoint<TState, TParameters>(
        Func<TState, TParameters, TState> step, TState start, int steps)
        where TState : IParameterRecord<TState>
        where TParameters : IParameterRecord<TParameters>
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        TState Solved(TParameters parameters)
        {
            var state = start.Map((Expr leaf) => leaf.StopGradient());
            for (var i = 0; i < steps; i++) state = step(state, parameters);
            return state;
        }

        return Function("FixedPoint", step, Solved, (next, state, cotangent) =>
        {
            var sum = cotangent;
            for (var i = 0; i < steps; i++) sum = cotangent + next.Vjp(sum, state);
            return sum;
        });
    }

    /// <summary>The root of a residual, f(z, θ) = 0, as a function of θ, by whatever finds it.</summary>
    /// <remarks>
    /// The value is the solver's; the derivative is that of the root, however it was found, so that its error is in
    /// proportion to what the solver leaves of the residual. It solves one dense linear system with the n × n Jacobian
    /// ∂f/∂z (Gauss–Jordan elimination with partial pivoting, n³ operations in a graph of about 20 n nodes): for states
    /// of up to some hundred numbers. Where the Jacobian is singular, the root is no function of θ, and the derivative
    /// is infinite or NaN.
    /// </remarks>
    /// <example><code>
    /// var cubic = ImplicitFunctions.ImplicitRoot((Expr z, Expr a) => z * z * z + z - a, a => Newton(a));
    /// cubic(a).Gradient(a)   // 1 / (3 z² + 1)
    /// </code></example>
    /// <param name="residual">
    /// Zero at the root: from a state and the parameters, in the state's shape. What it uses besides is constant,
    /// behind <c>StopGradient</c>.
    /// </param>
    /// <param name="solver">
    /// The root, from the parameters: an expression of any kind, such as some Newton steps. It is not differentiated.
    /// </param>
    /// <typeparam name="TState">The record of the state, or an expression. Leaves hold real numbers.</typeparam>
    /// <typeparam name="TParameters">The record of the parameters, or an expression.</typeparam>
    public static Func<TParameters, TState> ImplicitRoot<TState, TParameters>(
        Func<TState, TParameters, TState> residual, Func<TParameters, TState> solver)
        where TState : IParameterRecord<TState>
        where TParameters : IParameterRecord<TParameters>
    {
        ArgumentNullException.ThrowIfNull(residual);
        ArgumentNullException.ThrowIfNull(solver);
        return Function("ImplicitRoot", residual, solver, (zero, state, cotangent) =>
        {
            var n = state.Shape.Size;
            var jacobian = zero.Jacobian(state).Reshape(n, n);
            return -LinearSolve.Solve(jacobian.Transpose(), cotangent.Reshape(n)).Reshape(state.Shape);
        });
    }

    // The equation as a graph of the packed state; from its Vjp with what the adjoint equation gives, the parameters'
    // cotangents.
    private static Func<TParameters, TState> Function<TState, TParameters>(
        string name, Func<TState, TParameters, TState> equation, Func<TParameters, TState> solver,
        Func<Expr, Expr, Expr, Expr> adjoint)
        where TState : IParameterRecord<TState>
        where TParameters : IParameterRecord<TParameters> => parameters =>
    {
        TState? like = default;
        Expr Equation(Expr state, TParameters at) => Packing.Packed(equation(Packing.Unpacked(state, like!), at), name);
        var solved = CustomDerivatives.WithVjp<TParameters>(
            at => Packing.Packed(like = solver(at), name),
            (at, state, cotangent) =>
            {
                var value = Equation(state, at);
                return Cotangents(value, adjoint(value, state, cotangent), at);
            },
            name)(parameters);
        var state = Prelude.Variable("state", solved.Shape);
        Expect(name, Equation(state, parameters), state, parameters);
        return Packing.Unpacked(solved, like!);
    };

    // Indices among the parameters have no cotangents, and no one asks for them.
    private static T Cotangents<T>(Expr value, Expr cotangent, T parameters)
        where T : IParameterRecord<T>
    {
        ImmutableArray<Expr> leaves = [.. parameters.Leaves().Select(leaf => leaf.Value)];
        ImmutableArray<Expr> reals = [.. leaves.Where(leaf => leaf.Kind == ElementKind.Real)];
        var made = reals.Zip(ReverseMode.Cotangents([(value, cotangent)], reals)).DistinctBy(pair => pair.First)
            .ToDictionary();
        return parameters.WithLeaves([.. leaves.Select(leaf => made.GetValueOrDefault(leaf, leaf))]);
    }

    private static void Expect<T>(string name, Expr value, Expr state, T parameters)
        where T : IParameterRecord<T>
    {
        if (value.Shape != state.Shape)
        {
            throw ShapeException.For(
                name,
                [value, state],
                $"the equation gives {value.Shape} for a state of {state.Shape}",
                "give an equation for each element of the state, in its shape");
        }

        var inside = parameters.Leaves().Select(leaf => leaf.Value).Append(state).ToHashSet();
        if (Tracing.FreeVariable(value, inside) is not { } free) return;
        throw new ArgumentException(
            $"{name} uses {free.Describe()}, which is not among its parameters, so that it has no derivative for it: "
            + "pass it as a parameter, or use its StopGradient().");
    }
}
