using FsCheck.Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Autograd.Properties;

/// <summary>Makes a test of each law and seed.</summary>
/// <param name="diagnostics">Where xunit wants its own troubles told.</param>
internal sealed class LawDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Enumerable.Range(0, Seed.OfRun.Count).Select(seed => new LawTestCase(
            diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod, seed));
}

/// <summary>A law under one seed: FsCheck.Xunit's test, whose failure says how to have it again.</summary>
/// <param name="diagnostics">Where xunit wants its own troubles told.</param>
/// <param name="display">How names are shown.</param>
/// <param name="options">How names are shown.</param>
/// <param name="method">The law.</param>
/// <param name="seed">The seed's number within the run.</param>
internal sealed class LawTestCase(
    IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, int seed)
    : PropertyTestCase(diagnostics, display, options, method, null)
{
    // Not the seed itself, which may differ between the process that lists the tests and the one that runs them.
    private int _seed = seed;

    /// <summary>For xunit's deserialiser only.</summary>
    [Obsolete("For xunit's deserialiser only")]
    public LawTestCase() : this(null!, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, null!, 0) { }

    private Seed Seed => Seed.OfRun[Math.Min(_seed, Seed.OfRun.Count - 1)];

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        var law = $"{TestMethod.TestClass.Class.Name}.{TestMethod.Method.Name}";
        const string Test = "dotnet test Autograd.Properties -c Release";
        var again = $"{Seed}{CaseCount.AsSet} {Test} --filter FullyQualifiedName={law}";
        // The law's attribute, which FsCheck.Xunit makes anew for each run of it, asks for the seed.
        Seed.Current = Seed;
        return base.RunAsync(
            diagnosticMessageSink, new FailuresSay(messageBus, $"Again: {again}"), constructorArguments, aggregator,
            cancellationTokenSource);
    }

    /// <inheritdoc/>
    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(Seed), _seed);
    }

    /// <inheritdoc/>
    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        _seed = data.GetValue<int>(nameof(Seed));
    }

    /// <inheritdoc/>
    protected override string GetUniqueID() => $"{base.GetUniqueID()}-{_seed}";

    /// <summary>Passes on what a test says of itself, with one more line for each failure.</summary>
    private sealed class FailuresSay(IMessageBus bus, string line) : IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message) => bus.QueueMessage(message is ITestFailed failed
            ? new TestFailed(
                failed.Test, failed.ExecutionTime, failed.Output, failed.ExceptionTypes,
                [$"{failed.Messages[0]}{Environment.NewLine}{line}", .. failed.Messages[1..]],
                failed.StackTraces, failed.ExceptionParentIndices)
            : message);

        // Whoever made the bus disposes of it.
        public void Dispose() { }
    }
}
