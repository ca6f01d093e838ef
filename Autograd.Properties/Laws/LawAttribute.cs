using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using Xunit.Sdk;

// As many as FsCheck tries, unless the law or its class says otherwise.
[assembly: Autograd.Properties.Laws(MaxTest = 100)]

namespace Autograd.Properties;

/// <summary>
/// Marks a method as a law: FsCheck's <c>[Property]</c>, with seed and number of cases from the environment.
/// </summary>
/// <remarks>
/// <c>AUTOGRAD_SEED</c> runs the cases of an earlier run again, <c>AUTOGRAD_SEEDS</c> tries several seeds, each as a
/// test of its own, and <c>AUTOGRAD_CASES</c> scales the number of cases.
/// </remarks>
// xunit finds the discoverer by name, so the second string must be this assembly's own.
[XunitTestCaseDiscoverer("Autograd.Properties.LawDiscoverer", "Autograd.Properties")]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LawAttribute : PropertyAttribute
{
    /// <summary>Starts the cases where the seed says.</summary>
    /// <param name="law">The method's name: each law has cases of its own.</param>
    public LawAttribute([CallerMemberName] string law = "")
    {
        var start = Seed.Current.For(law).Rnd;
        Replay = $"{start.Seed},{start.Gamma}";
    }

    /// <summary>How many cases to try.</summary>
    public new int MaxTest { get => base.MaxTest; set => base.MaxTest = CaseCount.Of(value); }
}

/// <summary>Sets options for every law of a class or of the assembly: FsCheck's <c>[Properties]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly)]
internal sealed class LawsAttribute : PropertiesAttribute
{
    /// <summary>How many cases each law tries that does not state a number.</summary>
    public new int MaxTest { get => base.MaxTest; set => base.MaxTest = CaseCount.Of(value); }
}
