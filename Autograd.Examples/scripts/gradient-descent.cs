#!/usr/bin/env dotnet
#:project ../../Autograd.Graph
// Gradient descent on x0² + x1² from (-3, 4), 100 steps (Deep Learning from Scratch, section 4.4.1).
using System.Collections.Immutable;
using Autograd.Graph;
using static Autograd.Graph.Prelude;

ImmutableArray<double> start = [-3, 4];

Console.WriteLine($"{"rate",-5} {"gradient",-10} {"x0",24} {"x1",24}");
foreach (var rate in (double[])[0.01, 0.1, 10])
{
    Console.WriteLine(Row(rate, "exact", Exact(rate)));
    Console.WriteLine(Row(rate, "numerical", Numerically(rate)));
}

Console.WriteLine();
Console.WriteLine("The notes' figures for 0.1 and 10 differ because their array was changed in place, so that each "
    + "run started where");
Console.WriteLine("the last one ended; with immutable values every run starts at (-3, 4).");

static Expr F(Expr x) => Square(x).Sum();

ImmutableArray<double> Exact(double rate)
{
    var step = Compile<double>.Function((Expr x) => x - rate * F(x).Gradient(x));
    Expr x = Tensor.Vector(start.AsSpan());
    return Enumerable.Repeat(step, 100).Aggregate(x, (at, next) => next.Invoke(at)).Evaluate<double>().Elements;
}

ImmutableArray<double> Numerically(double rate) => Enumerable.Repeat(rate, 100).Aggregate(start, (x, eta) =>
    [.. x.Zip(Numerical.Gradient(at => at[0] * at[0] + at[1] * at[1], x), (xi, gi) => xi - eta * gi)]);

static string Row(double rate, string gradient, ImmutableArray<double> x) =>
    $"{rate,-5} {gradient,-10} {x[0],24:R} {x[1],24:R}";
