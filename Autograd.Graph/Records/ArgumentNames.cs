using System.Globalization;

namespace Autograd.Graph;

/// <summary>
/// The names of a function's parameters, for the variables with which it is traced and for errors about its arguments.
/// </summary>
internal static class ArgumentNames
{
    /// <summary>
    /// The name of each leaf of a function's arguments, which several arguments hold as a tuple with a part for each.
    /// </summary>
    /// <param name="function">The function as its user wrote it.</param>
    /// <param name="count">How many arguments it has.</param>
    public static Func<Leaf, string> Of(Delegate function, int count)
    {
        // Further parameters in front belong to closures.
        string[] names = [.. function.Method.GetParameters().TakeLast(count)
            .Select((parameter, i) => NameOf(parameter.Name, i, count))];
        return count == 1
            ? leaf => leaf.Path.Length == 0 ? names[0] : leaf.Path
            : leaf => Renamed(leaf.Path, names);
    }

    private static string Renamed(string path, string[] names)
    {
        var end = path.AsSpan().IndexOfAny('.', '[') is >= 0 and var found ? found : path.Length;
        return names[int.Parse(path.AsSpan(4, end - 4), CultureInfo.InvariantCulture) - 1] + path[end..];
    }

    // What a compiler made up says nothing.
    private static string NameOf(string? name, int index, int count) =>
        !string.IsNullOrEmpty(name) && (char.IsLetter(name[0]) || name[0] == '_') ? name
            : count == 1 ? "x"
            : $"Item{index + 1}";
}
