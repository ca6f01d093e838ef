using Autograd.Examples.Kernels;
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args, KernelConfig.For(args));
