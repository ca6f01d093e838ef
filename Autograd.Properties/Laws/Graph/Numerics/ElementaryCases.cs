using System.Collections.Immutable;
using Autograd.Graph.Numerics;
using Autograd.Properties.Graph.Ops;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>The elementary functions: those of this table, and those of files of their own.</summary>
internal static class ElementaryCases
{
    private static readonly ImmutableArray<ElementaryCase> Table =
    [
        new("Exp", Elementary.Exp, Elementary.Exp, Math.Exp, ExactReference.Exp)
        {
            Ulps = (1.05, 1.0),
            Specials = "0:1 -0:1 inf:inf -inf:0 -746:0 710:inf",
            Bits = 0x860BD16DDCF2CD5AUL,
            Limit = 745,
        },
        new("Expm1", Elementary.Expm1, Elementary.Expm1, EstimateExpm1, ExactReference.Expm1)
        {
            Ulps = (1.6, 1.9),
            Specials = "0:0 -0:-0 inf:inf -inf:-1 -746:-1 710:inf",
            Bits = 0x6172150DE1F44492UL,
            KeepsTiny = true,
            Limit = 745,
        },
        new("Log", Elementary.Log, Elementary.Log, Math.Log, ExactReference.Log)
        {
            Ulps = (0.9, 0.9),
            Specials = "0:-inf -0:-inf 1:0 inf:inf -1:nan -inf:nan",
            Bits = 0xE2040ED68E17E8A0UL,
        },
        new("Log1p", Elementary.Log1p, Elementary.Log1p, EstimateLog1p, ExactReference.Log1p)
        {
            Ulps = (1.0, 0.85),
            Specials = "0:0 -0:-0 -1:-inf inf:inf -2:nan -inf:nan",
            Bits = 0x3014EBEC14910AE9UL,
            KeepsTiny = true,
        },
        new("Sin", Elementary.Sin, Elementary.Sin, Math.Sin, ExactReference.Sin)
        {
            Ulps = (1.6, 1.5),
            Specials = "0:0 -0:-0 inf:nan -inf:nan",
            Bits = 0x03E885C26DA7C138UL,
            KeepsTiny = true,
        },
        new("Cos", Elementary.Cos, Elementary.Cos, Math.Cos, ExactReference.Cos)
        {
            Ulps = (1.6, 1.5),
            Specials = "0:1 -0:1 inf:nan -inf:nan",
            Bits = 0xAB607D538974F47CUL,
        },
        new("Tanh", Elementary.Tanh, Elementary.Tanh, Math.Tanh, ExactReference.Tanh)
        {
            Ulps = (2.6, 2.6),
            Specials = "0:0 -0:-0 inf:1 -inf:-1 50:1 -50:-1",
            Bits = 0x1657A1985DDCB36BUL,
            KeepsTiny = true,
            Limit = 200,
        },
        new("Sigmoid", Elementary.Sigmoid, Elementary.Sigmoid, x => 1 / (1 + Math.Exp(-x)), ExactReference.Sigmoid)
        {
            Ulps = (2.4, 2.2),
            Specials = "0:0.5 -0:0.5 inf:1 -inf:0 50:1 -746:0",
            Bits = 0xF9D91411C2D46D2CUL,
            Limit = 740,
        },
        new("PowerOfThird", x => Elementary.Power(x, x * 0.3f), x => Elementary.Power(x, x * 0.3),
            x => Math.Pow(x, x * 0.3), x => ExactReference.Power(x, x * 0.3))
        {
            Bits = 0x00892F69381D95BEUL,
        },
    ];

    /// <summary>All of them by name.</summary>
    public static ImmutableSortedDictionary<string, ElementaryCase> ByName { get; } =
        Table.Concat(Found.Of<ElementaryCase>()).ToImmutableSortedDictionary(each => each.Name, each => each);

    // Kahan's corrections of exp(x) - 1 and log(1 + x).
    private static double EstimateExpm1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    private static double EstimateLog1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * x / (u - 1);
    }
}
