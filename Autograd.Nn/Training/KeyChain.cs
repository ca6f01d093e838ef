using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>A key for every step of training, each derived from the one before.</summary>
/// <param name="Root">Bits [2].</param>
[ParameterRecord]
public sealed partial record KeyChain(Expr Root)
{
    private const int Step = 0;
    private const int Rest = 1;

    /// <summary>The key of this step: fold numbers into it for several draws.</summary>
    public Expr Current => Root.FoldIn(Step);

    /// <summary>The chain from a key on.</summary>
    /// <param name="key">The key of the whole training.</param>
    public static KeyChain From(Key key) => new(Prelude.Literal(key));

    /// <summary>The chain from the next step on.</summary>
    public KeyChain Next() => new(Root.FoldIn(Rest));
}
