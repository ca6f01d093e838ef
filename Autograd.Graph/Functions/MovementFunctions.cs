namespace Autograd.Graph;

/// <summary>
/// Functions that move elements without computing. One that would change nothing returns its input. Those of one op
/// stand in its file under Ops/Movement.
/// </summary>
public static partial class MovementFunctions
{
    /// <summary>The two innermost axes exchanged; a scalar or vector is its own transpose.</summary>
    /// <param name="x">The matrix, or matrices over outer axes.</param>
    public static Expr Transpose(this Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var rank = x.Shape.Rank;
        return rank < 2 ? x : x.Permute([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }

    private static ValueList<int> Along(Expr x, int axis, int value, int elsewhere) =>
        Enumerable.Range(0, x.Shape.Rank).Select(i => i == axis ? value : elsewhere).ToValueList();
}
