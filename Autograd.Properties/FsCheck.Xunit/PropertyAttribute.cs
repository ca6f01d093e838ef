using System.Diagnostics.CodeAnalysis;
using Xunit;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>Marks a method as a law: FsCheck generates its arguments, and shrinks those that break it.</summary>
/// <remarks>A stand-in for the FsCheck.Xunit package: once it restores, delete this folder.</remarks>
// xunit finds the discoverer by name, so the second string must be this assembly's own.
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "Autograd.Properties")]
[AttributeUsage(AttributeTargets.Method)]
public class PropertyAttribute : FactAttribute
{
    /// <summary>The options as set: null where unset, so that an outer level's may show through.</summary>
    internal PropertyOptions Options { get; private set; } = PropertyOptions.None;

    /// <summary>How many test cases to run.</summary>
    public int MaxTest { get => Options.MaxTest ?? -1; set => Options = Options with { MaxTest = value }; }

    /// <summary>How many test cases a condition may reject before the law counts as untested, and fails.</summary>
    public int MaxRejected { get => Options.MaxRejected ?? -1; set => Options = Options with { MaxRejected = value }; }

    /// <summary>The size of the first test case.</summary>
    public int StartSize { get => Options.StartSize ?? -1; set => Options = Options with { StartSize = value }; }

    /// <summary>The size of the last test case; sizes grow evenly from <see cref="StartSize"/>.</summary>
    public int EndSize { get => Options.EndSize ?? -1; set => Options = Options with { EndSize = value }; }

    /// <summary>How many test cases may run at once.</summary>
    public int Parallelism { get => Options.Parallelism ?? -1; set => Options = Options with { Parallelism = value }; }

    /// <summary>The seed, else random: <c>(seed,gamma)</c>, or <c>(seed,gamma,size)</c> for that one case.</summary>
    [AllowNull]
    public string Replay
    {
        get => Options.Replay ?? "";
        set => Options = Options with { Replay = string.IsNullOrEmpty(value) ? null : value };
    }

    /// <summary>Whether to write every generated and every shrunk argument to the test's output.</summary>
    public bool Verbose { get => Options.Verbose ?? false; set => Options = Options with { Verbose = value }; }

    /// <summary>Whether a law that holds writes nothing to the test's output.</summary>
    public bool QuietOnSuccess
    {
        get => Options.QuietOnSuccess ?? false;
        set => Options = Options with { QuietOnSuccess = value };
    }

    /// <summary>Classes whose public static members give generators; the first that gives a type wins.</summary>
    public Type[] Arbitrary { get => Options.Arbitrary; set => Options = Options with { Arbitrary = value }; }
}

/// <summary>Sets options for every law of a class or of the assembly; the innermost level that sets one wins.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class PropertiesAttribute : PropertyAttribute;
