using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Autograd.Examples.Kernels;

/// <summary>How kernels are measured: in this process, in short jobs unless the command line names others.</summary>
internal static class KernelConfig
{
    // The longest name of a case, unabridged.
    private const int ParameterWidth = 40;

    private static readonly string[] JobOptions = ["-j", "--job"];

    public static IConfig For(string[] arguments)
    {
        var config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .HideColumns(Column.Error, Column.StdDev, Column.RatioSD)
            .AddColumn(StatisticColumn.Min)
            .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(ParameterWidth))
            .WithOptions(ConfigOptions.DisableLogFile);
        // A job of the command line would be one more beside ours, not another.
        return arguments.Any(JobOptions.Contains)
            ? config
            : config.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
