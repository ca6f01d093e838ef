using System.Globalization;
using System.Reflection;

namespace FsCheck.Xunit;

/// <summary>What one attribute sets; null is "not set here".</summary>
internal sealed record PropertyOptions(
    int? MaxTest, int? MaxRejected, int? StartSize, int? EndSize, int? Parallelism,
    string? Replay, bool? Verbose, bool? QuietOnSuccess, Type[] Arbitrary)
{
    public static PropertyOptions None { get; } = new(null, null, null, null, null, null, null, null, []);

    /// <summary>Merges a law's levels: its own, those of the classes around it, the assembly's.</summary>
    public static PropertyOptions For(MethodInfo method, Type testClass)
    {
        var merged = method.GetCustomAttribute<PropertyAttribute>()!.Options;
        for (var type = testClass; type is not null; type = type.DeclaringType)
            merged = merged.Over(type.GetCustomAttribute<PropertiesAttribute>());
        return merged.Over(testClass.Assembly.GetCustomAttribute<PropertiesAttribute>());
    }

    /// <summary>FsCheck's own form of these options, with its default for each that no level sets.</summary>
    /// <param name="replay">Where the cases start, unless these options say.</param>
    /// <param name="runner">What is told of the cases.</param>
    public Config ToConfig(Replay replay, IRunner runner)
    {
        var config = Config.Default.WithReplay(Replay is null ? replay : ParseReplay(Replay));
        if (Parallelism is { } degree) config = config.WithParallelRunConfig(new ParallelRunConfig(degree));
        return config
            .WithMaxTest(Autograd.Properties.CaseCount.Of(MaxTest ?? config.MaxTest))
            .WithMaxRejected(MaxRejected ?? config.MaxRejected)
            .WithStartSize(StartSize ?? config.StartSize)
            .WithEndSize(EndSize ?? config.EndSize)
            .WithQuietOnSuccess(QuietOnSuccess ?? config.QuietOnSuccess)
            .WithArbitrary(Arbitrary)
            .WithRunner(runner);
    }

    private PropertyOptions Over(PropertiesAttribute? outer) => outer?.Options is not { } o ? this : new(
        MaxTest ?? o.MaxTest, MaxRejected ?? o.MaxRejected, StartSize ?? o.StartSize, EndSize ?? o.EndSize,
        Parallelism ?? o.Parallelism, Replay ?? o.Replay, Verbose ?? o.Verbose, QuietOnSuccess ?? o.QuietOnSuccess,
        [.. Arbitrary, .. o.Arbitrary]);

    private static Replay ParseReplay(string text)
    {
        var parts = text.Trim().Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is not (2 or 3))
            throw new FormatException($"Replay is (seed,gamma) or (seed,gamma,size), not {text}");
        ulong Part(int index) => ulong.Parse(parts[index], CultureInfo.InvariantCulture);
        // Not one conditional expression: FSharpOption converts from a value, so its null would become Some(null).
        var rnd = new Rnd(Part(0), Part(1));
        return parts.Length == 2 ? new Replay(rnd, null) : new Replay(rnd, (int)Part(2));
    }
}
