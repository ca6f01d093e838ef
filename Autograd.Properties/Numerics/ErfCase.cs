using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;

namespace Autograd.Properties.Numerics;

/// <summary>The error function, held against a power series of 1,420 binary places.</summary>
internal static class ErfCase
{
    // System.Math has no error function: the estimate for float is the function of double, held to the exact one.
    public static ElementaryCase Function { get; } =
        new("Erf", Elementary.Erf, Elementary.Erf, x => Elementary.Erf(Vector512.Create(x))[0], ExactReference.Erf)
        {
            Ulps = (1.0, 1.0),
            Specials = "0:0 -0:-0 inf:1 -inf:-1 50:1 -50:-1",
            Bits = 0xA2B532D3CD94BB9CUL,
            Limit = 7,
        };
}
