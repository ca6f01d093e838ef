using System.Collections.Immutable;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>A kernel to measure, and what it is held against.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Name">What it does, to what.</param>
/// <param name="Elements">
/// The elements of one run, so that times are those of one element; 1 where those of a run are told.
/// </param>
/// <param name="Create">Makes it ready: the kernel, then what it is held against.</param>
internal sealed record KernelCase(string Kind, string Name, int Elements, Func<ImmutableArray<IStepper>> Create)
{
    /// <summary>What a table calls the kernel.</summary>
    public const string Ours = "Autograd";

    /// <summary>The kinds of kernels.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["elementary", "reductions", "adam", "copies", "gathers"];

    /// <summary>All kernels, kind by kind.</summary>
    public static IEnumerable<KernelCase> All =>
        [.. ElementaryKernels.All, .. ReductionKernels.All, AdamKernel.Case, .. CopyKernels.All, .. GatherKernels.All];
}
