using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>An activation function, with the initial weights that suit it.</summary>
/// <param name="Name">Its name, e.g. <c>relu</c>.</param>
/// <param name="Function">The function, elementwise.</param>
/// <param name="Initializer">How the weights before it start, so that the spread of activations neither dies out nor
/// explodes (<i>Deep Learning from Scratch</i>, section 6.2).</param>
public sealed record Activation(string Name, Func<Expr, Expr> Function, Initializer Initializer);

/// <summary>The usual activation functions.</summary>
public static class Activations
{
    /// <summary>1 / (1 + e^−x); Xavier's weights.</summary>
    public static Activation Sigmoid { get; } = new("sigmoid", x => x.Sigmoid(), Initializers.Xavier);

    /// <summary>tanh x; Xavier's weights.</summary>
    public static Activation Tanh { get; } = new("tanh", x => x.Tanh(), Initializers.Xavier);

    /// <summary>max(x, 0); He's weights.</summary>
    public static Activation Relu { get; } = new("relu", x => x.Relu(), Initializers.He);

    /// <summary>x itself; Xavier's weights.</summary>
    public static Activation Identity { get; } = new("identity", x => x, Initializers.Xavier);
}
