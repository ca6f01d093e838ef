using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Properties.Shared;

/// <summary>Several expressions as one parameter record.</summary>
[ParameterRecord]
internal sealed partial record Leaves(ImmutableArray<Expr> Items)
{
    public ValueList<Expr> All => Items.ToValueList();
}
