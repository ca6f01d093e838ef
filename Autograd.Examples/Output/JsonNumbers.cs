using System.Globalization;
using System.Text.Json;

namespace Autograd.Examples.Output;

/// <summary>Numbers in JSON, which has no infinities and no NaN: those are texts.</summary>
internal static class JsonNumbers
{
    /// <summary>Writes a number, or its name.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }
}
