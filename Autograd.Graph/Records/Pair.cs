namespace Autograd.Graph;

/// <summary>Two parameter records as one: the leaves of the first, then those of the second.</summary>
/// <param name="First">The first.</param>
/// <param name="Second">The second.</param>
/// <typeparam name="TFirst">The type of the first.</typeparam>
/// <typeparam name="TSecond">The type of the second.</typeparam>
[ParameterRecord]
public sealed partial record Pair<TFirst, TSecond>(TFirst First, TSecond Second)
    where TFirst : IParameterRecord<TFirst>
    where TSecond : IParameterRecord<TSecond>;
