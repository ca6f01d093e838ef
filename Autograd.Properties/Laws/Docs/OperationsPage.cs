using System.Globalization;
using System.Text;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Docs;

/// <summary>
/// docs/operations.md: every op and every function of expressions, from the code, its documentation, its rules as they
/// print and its plan.
/// </summary>
internal static class OperationsPage
{
    private const string Folder = "Autograd.Graph/Ops";

    private static readonly string[] Kinds =
        ["Elementwise", "Reductions", "Movement", "Indexing", "Windows", "LinearAlgebra", "Random"];

    /// <summary>The page.</summary>
    public static string Text()
    {
        var page = new StringBuilder("""
            # Operations

            Every operation of the library, written by a test from the code: `AUTOGRAD_ACCEPT_PAGES=1 dotnet test
            Autograd.Properties -c Release --filter OperationsPageLaws`. The rules are printed as the graphs that they make:
            `dy` is the derivative of the result with respect to the value (reverse mode, VJP), and `da`, `db` are the
            derivatives of the inputs along a direction (forward mode, JVP); 0 says that nothing passes. Inputs of two
            names broadcast. A plan computes elementwise operations that feed each other in one pass, and what it calls
            `reference` by the definition of the operation. Operations that only rules make have no function.


            """);
        foreach (var kind in Kinds)
        {
            page.Append($"## {Heading(kind)}\n\n");
            foreach (var sample in Samples.Where(sample => sample.Op.GetType().IsPublic && KindOf(sample.Op) == kind))
            {
                Write(page, sample);
            }

        }

        page.Append("## Functions composed of these\n\nTheir derivatives follow from those of the operations.\n\n");
        page.Append("| function | value |\n| --- | --- |\n");
        foreach (var (signature, summary) in SourceFunctions.In("Autograd.Graph/Functions"))
        {
            page.Append($"| `{signature}` | {Cell(summary)} |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    // The smallest of some samples that has elements to show, the same on every run.
    private static IEnumerable<OpSample> Samples => OpTable.Names.Select(name =>
    {
        var samples = OpTable.Cases[name].Samples.Sample(40, new Rnd(7), 60).ToArray();
        return samples.OrderBy(
            sample => sample.Node.Inputs.All(input => input.Op is Variable && input.Shape.Size > 0) ? 0 : 1)
            .ThenBy(sample => sample.Node.Shape.Size > 1 ? 0 : 1)
            .ThenBy(sample => sample.Node.Shape.Size + sample.Inputs.Sum(input => (long)input.Shape.Size)).First();
    });

    private static void Write(StringBuilder page, OpSample sample)
    {
        var (op, node) = (sample.Op, sample.Node);
        page.Append($"### {op.Name}\n\n{Cell(DocumentationFile.Summary($"T:{op.GetType().FullName}"))}\n\n");
        foreach (var (signature, summary) in SourceFunctions.In(FileOf(op)!))
        {
            page.Append($"- `{signature}`: {Cell(summary)}\n");
        }

        page.Append($"\n| | {string.Join(", ", node.Inputs.Select(input => $"{input.Op.Name} {input.Type}"))} |\n");
        page.Append("| --- | --- |\n");
        for (var input = 0; input < node.Inputs.Length; input++)
        {
            var x = node.Inputs[input];
            if (x.Kind != ElementKind.Real || node.Kind != ElementKind.Real) continue;
            var (dy, dx) = (Prelude.Variable("dy", node.Shape), Prelude.Variable($"d{x.Op.Name}", x.Shape));
            page.Append($"| VJP, {x.Op.Name} | {Rule(() => op.Vjp(node, input, dy))} |\n");
            page.Append($"| JVP, {x.Op.Name} | {Rule(() => op.Jvp(node, input, dx))} |\n");
        }

        if (op is Elementwise) page.Append($"| sampled by tests | {Domains(op, node)} |\n");
        if (op.Convention is { } convention) page.Append($"| at kinks | {convention} |\n");
        page.Append($"| batched | {Batching(op)} |\n");
        page.Append($"| in a plan | {Plan(node)} |\n\n");
    }

    private static string Rule(Func<Expr?> rule)
    {
        try
        {
            return $"`{(rule() is { } made ? ExprText.Of(made, 300) : "0")}`";
        }
        catch (InvalidOperationException)
        {
            return "none";
        }
    }

    private static string Domains(Op op, Expr node) => string.Join("; ", node.Inputs.Select((input, i) =>
        op.DomainOf(i) is var d
            ? $"{input.Op.Name} {(d.Negative ? $"±{d.Smallest} to ±{d.Largest}" : $"{d.Smallest} to {d.Largest}")}"
            : ""));

    private static string Batching(Op op) =>
        op is Elementwise ? "each element as it is alone"
            : op.GetType().GetMethod(nameof(Op.Batch))!.DeclaringType == typeof(Op) ? "each example alone, joined"
            : "one operation of the whole batch";

    private static string Plan(Expr node)
    {
        var plan = Plan<float>.Make(
            [.. Topology.Variables([node])], [node], new PlanOptions { Rewrite = false });
        var how = node.Op is Elementwise ? "fused with its neighbours"
            : plan.Pipelines.SelectMany(pipeline => pipeline.Stages).Any(stage => stage is ReferenceStage<float>)
                ? "reference"
            : plan.Pipelines.IsEmpty ? "read in place"
            : "a kernel of its own";
        var work = node.Op.Work(node)?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
        return $"{how}; {plan.Cost.Flops} operations of arithmetic, {work} steps by the definition";
    }

    private static string KindOf(Op op) =>
        Path.GetFileName(Path.GetDirectoryName(FileOf(op))) is { } kind && Kinds.Contains(kind) ? kind : "";

    private static string? FileOf(Op op) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "Autograd.Graph"), $"{op.GetType().Name}.cs",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault(path =>
            !path.Contains("/Numerics/", StringComparison.Ordinal)
                && !path.Contains("/obj/", StringComparison.Ordinal));

    private static string Heading(string kind) => kind == "LinearAlgebra" ? "Linear algebra" : kind;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
