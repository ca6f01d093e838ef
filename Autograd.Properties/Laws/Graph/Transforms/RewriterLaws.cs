using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using Xunit;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>How rules are applied.</summary>
public sealed class RewriterLaws
{
    [Fact]
    public void Rules_that_undo_each_other_are_stopped()
    {
        var (a, b, rounds) = (Prelude.Variable("a"), Prelude.Variable("b"), 0);
        Rule[] swap = [new("a + b = b + a", node => node.Op is Add ? node.Inputs[1] + node.Inputs[0] : null)];
        Assert.Same(a + b, Rewriter.Simplest(a + b, swap, _ => rounds++));
        Assert.Equal(16, rounds);
    }
}
