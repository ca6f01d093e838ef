namespace Autograd.Graph.Numerics;

/// <summary>What a number system says of a function that it does not define.</summary>
internal static class Refused
{
    /// <summary>The error that names the function and its arguments.</summary>
    /// <param name="function">The name of the function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <typeparam name="T">The number.</typeparam>
    public static NotSupportedException In<T>(string function, params T[] arguments) => new(
        $"{function}({string.Join(", ", arguments)}) is no {typeof(T).Name} in general: evaluate this graph with double, "
            + "or with Interval for bounds that are certain.");
}
