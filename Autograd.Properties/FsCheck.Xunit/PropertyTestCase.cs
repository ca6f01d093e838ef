using System.Reflection;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>Makes one xunit test of each method marked with <see cref="PropertyAttribute"/>.</summary>
public sealed class PropertyDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new PropertyTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>A law as xunit sees it: one test, whose body is many cases.</summary>
public sealed class PropertyTestCase : XunitTestCase
{
    /// <summary>For xunit's deserialiser only.</summary>
    [Obsolete("For xunit's deserialiser only")]
    public PropertyTestCase() { }

    internal PropertyTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method) { }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    // xunit's own three steps stay (fixtures, disposal, skipping, time-outs); only the innermost call is replaced.
    private sealed class CaseRunner(
        PropertyTestCase testCase, object[] constructorArguments, IMessageBus bus,
        ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments,
            // One null for each parameter, because xunit counts them; FsCheck generates the real ones.
            new object[testCase.Method.GetParameters().Count()], bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test, IMessageBus messageBus, Type testClass, object[] constructorArguments, MethodInfo testMethod,
            object[] testMethodArguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> beforeAfter,
            ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new LawRunner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments,
                skipReason, beforeAfter, new ExceptionAggregator(aggregator), cancellationTokenSource);
    }

    private sealed class LawRunner(
        ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method,
        object[] arguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> beforeAfter,
        ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestRunner(test, bus, testClass, constructorArguments, method, arguments, skipReason, beforeAfter,
            aggregator, cancellation)
    {
        protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
        {
            var output = new TestOutputHelper();
            output.Initialize(MessageBus, Test);
            // xunit leaves it to this method to make the helper that the class may ask for.
            object[] constructorArguments =
                [.. ConstructorArguments.Select(a => a is TestOutputHelper or Func<TestOutputHelper> ? output : a)];
            var time = await new Invoker(Test, MessageBus, TestClass, constructorArguments, TestMethod,
                TestMethodArguments, BeforeAfterAttributes, aggregator, CancellationTokenSource, output).RunAsync();
            var text = output.Output;
            output.Uninitialize();
            return Tuple.Create(time, text);
        }
    }

    private sealed class Invoker(
        ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method,
        object[] arguments, IReadOnlyList<BeforeAfterTestAttribute> beforeAfter, ExceptionAggregator aggregator,
        CancellationTokenSource cancellation, TestOutputHelper output)
        : XunitTestInvoker(test, bus, testClass, constructorArguments, method, arguments, beforeAfter, aggregator,
            cancellation)
    {
        // On a pool thread: FsCheck blocks on a law's Task, which must not wait for xunit's own few threads.
        protected override object CallTestMethod(object testClassInstance) => Task.Run(() =>
        {
            var options = PropertyOptions.For(TestMethod, TestClass);
            foreach (var seed in Autograd.Properties.Seed.OfRun)
            {
                var report = new PropertyReport(output, options.Verbose ?? false, $"{seed}");
                Check.Method(options.ToConfig(seed.For($"{TestClass.FullName}.{TestMethod.Name}"), report), TestMethod,
                    TestMethod.IsStatic ? null : new FSharpOption<object>(testClassInstance));
                report.ThrowUnlessPassed();
            }
        });
    }
}
