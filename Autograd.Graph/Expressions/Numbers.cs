using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Numbers written in a graph.</summary>
internal static class Numbers
{
    /// <summary>The number that an expression is in all its elements, if it is a scalar literal or one broadcast.</summary>
    public static double? AsNumber(this Expr expression)
    {
        while (expression.Op is BroadcastTo) expression = expression.Inputs[0];
        return (expression.Op as Literal)?.Number;
    }
}
