using Autograd.Graph;
using FsCheck;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// What the laws of every op need to know of one: how to sample it, and its value by an independent formula.
/// </summary>
/// <param name="Samples">Applications on the op's domain, over random shapes.</param>
/// <param name="Value">The value written with System.Math or a plain loop.</param>
public sealed record OpCase(Gen<OpSample> Samples, Func<OpSample, Tensor<double>> Value);
