using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Whether what was compiled for one record serves another.</summary>
internal static class Likeness
{
    /// <summary>Whether two records have leaves of the same types at the same places, and the same static fields, on which a graph may depend.</summary>
    public static bool IsLike<TModel>(this TModel record, TModel other)
        where TModel : IParameterRecord<TModel>
    {
        var same = true;
        try
        {
            record.Zip(other, (Leaf leaf, Expr value) =>
            {
                same &= leaf.Value.Type == value.Type;
                return value;
            });
            return same;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
