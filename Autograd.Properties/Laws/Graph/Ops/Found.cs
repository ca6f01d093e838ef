using System.Collections.Immutable;
using System.Reflection;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// Test cases that are found by their type, so that those of a new op stand in a file of their own and in no table.
/// </summary>
internal static class Found
{
    /// <summary>
    /// The values of all static properties of a type in this assembly, in the order of their classes.
    /// </summary>
    /// <typeparam name="T">The type of the cases.</typeparam>
    public static ImmutableArray<T> Of<T>() =>
    [
        .. typeof(Found).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.PropertyType == typeof(T))
            .Select(property => (T)property.GetValue(null)!),
    ];
}
