using System.Collections.Immutable;
using System.Reflection;
using Autograd.Graph.Engine.Rewriting;
using Autograd.Graph.Transforms;
using Autograd.Properties.Graph.Engine.Rewriting;
using Xunit;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// No rule escapes the laws: each list of rules has its own, and each rule there a case in which it fires.
/// </summary>
public sealed class RuleListLaws
{
    // The lists, each with the laws that go through it.
    private static readonly ImmutableDictionary<Type, Type> LawsOf = new Dictionary<Type, Type>
    {
        [typeof(Simplify)] = typeof(SimplifyLaws),
        [typeof(GradientRules)] = typeof(GuardRuleLaws),
        [typeof(Stabilize)] = typeof(StabilizeLaws),
        [typeof(PlanRules)] = typeof(PlanRuleLaws),
        [typeof(ConstantFolding<>)] = typeof(ConstantFoldingLaws),
    }.ToImmutableDictionary();

    [Fact]
    public void Whoever_gives_rules_has_laws()
    {
        const BindingFlags Any =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        static bool AreRules(Type type) => type == typeof(ImmutableArray<Rule>) || type == typeof(Rule);
        var givers = typeof(Rule).Assembly.GetTypes()
            .Where(type => type != typeof(Rule) && (type.GetProperties(Any).Any(p => AreRules(p.PropertyType))
                || type.GetMethods(Any).Any(m => !m.IsPrivate && AreRules(m.ReturnType))))
            .Where(type => !type.Name.StartsWith('<'));
        Assert.Equal(LawsOf.Keys.Select(type => type.Name).Order(), givers.Select(type => type.Name).Order());
    }

    [Fact]
    public void A_rule_that_is_not_exact_and_changes_more_than_zeros_states_its_bound() =>
        Assert.All(Stabilize.Rules, rule => Assert.True(!rule.Exact && rule.Bound >= 0, rule.Name));

    [Fact]
    public void No_two_rules_have_one_name()
    {
        ImmutableArray<Rule> all = [.. Simplify.Rules, .. GradientRules.Guards(new NonzeroMask()), .. Stabilize.Rules,
            .. PlanRules.All.Except(Simplify.Rules), new ConstantFolding<double>().Rule];
        Assert.Equal(all.Length, all.Select(rule => rule.Name).Distinct().Count());
    }
}
