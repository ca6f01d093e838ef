namespace Autograd.Graph.Engine;

/// <content>The memory of inputs and outputs, read and written in place.</content>
public sealed partial class Execution<T>
{
    /// <summary>The elements of a real input, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds indices or bits.</exception>
    /// <param name="input">Which input.</param>
    public Span<T> Input(int input) => Given<T>(input, ElementKind.Real);

    /// <summary>The elements of an input of indices, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds real numbers or bits.</exception>
    /// <param name="input">Which input.</param>
    public Span<int> IndexInput(int input) => Given<int>(input, ElementKind.Index);

    /// <summary>The elements of an input of bits, such as the two words of a key, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds real numbers or indices.</exception>
    /// <param name="input">Which input.</param>
    public Span<uint> BitsInput(int input) => Given<uint>(input, ElementKind.Bits);

    /// <summary>The elements of a real output after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds indices or bits.</exception>
    /// <param name="output">Which output.</param>
    public ReadOnlySpan<T> Output(int output) =>
        Elements<T>(_plan.OutputBuffers[output], ElementKind.Real, "Output");

    /// <summary>The elements of an output of indices after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds real numbers or bits.</exception>
    /// <param name="output">Which output.</param>
    public ReadOnlySpan<int> IndexOutput(int output) =>
        Elements<int>(_plan.OutputBuffers[output], ElementKind.Index, "Output");

    /// <summary>The elements of an output of bits after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds real numbers or indices.</exception>
    /// <param name="output">Which output.</param>
    public ReadOnlySpan<uint> BitsOutput(int output) =>
        Elements<uint>(_plan.OutputBuffers[output], ElementKind.Bits, "Output");

    // A caller that asks for the memory of an input writes it.
    private Span<TElement> Given<TElement>(int input, ElementKind kind)
        where TElement : unmanaged
    {
        var elements = Elements<TElement>(_plan.InputBuffers[input], kind, "Input");
        _given.Add(input);
        return elements;
    }

    private Span<TElement> Elements<TElement>(int buffer, ElementKind kind, string side)
        where TElement : unmanaged
    {
        var type = _workspace.TypeOf(buffer);
        if (type.Kind == kind) return _workspace.Elements<TElement>(buffer);
        var prefix = type.Kind switch { ElementKind.Real => "", ElementKind.Index => "Index", _ => "Bits" };
        throw new InvalidOperationException($"The {side.ToLowerInvariant()} is {type}: use {prefix}{side}.");
    }
}
