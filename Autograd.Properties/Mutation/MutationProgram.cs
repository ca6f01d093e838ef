using System.Diagnostics;
using Autograd.Properties.Graph.Ops;
using Autograd.Properties.Mutation;

// Mutation testing of the derivative rules: a line for each op, its survivors, and a total; exit code 1 with any
// survivor. With --stryker and a file, the same for a report of dotnet-stryker.
if (args is ["--stryker", var report]) return StrykerReport.Print(report);

var unknown = args.Except(OpLaws.Differentiable).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"no op with derivatives is called {string.Join(" or ", unknown)}: they are "
        + $"{string.Join(", ", OpLaws.Differentiable)}");
    return 2;
}

var time = Stopwatch.StartNew();
Console.WriteLine(Report.Header);
var reports = OpLaws.Differentiable.Where(op => args.Length == 0 || args.Contains(op)).AsParallel().AsOrdered()
    .WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(Report.Of).AsSequential().Select(Printed).ToList();

Report total = new("total", [.. reports.SelectMany(each => each.Verdicts)]);
Console.WriteLine(total.Line);
Console.WriteLine();
Console.WriteLine($"{time.Elapsed.TotalSeconds:F0} s. Killed first by the law:");
foreach (var (i, law) in OpDerivativeLaws.All.Index()) Console.WriteLine($"{i + 1,4}  {law.Name}");
foreach (var stale in total.Stale) Console.WriteLine($"listed as equivalent, but killed: {stale}");
return total.Survivors.Any() || total.Stale.Any() ? 1 : 0;

static Report Printed(Report ofOp)
{
    Console.WriteLine(
        string.Join(Environment.NewLine, ofOp.Survivors.Select(mutant => $"  survives: {mutant}").Prepend(ofOp.Line)));
    return ofOp;
}
