#!/usr/bin/env dotnet
#:project ../../Autograd.Nn
// A model of one's own is a record; here it learns XOR. Directory.Build.targets beside this file adds the source
// generator.
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;

Expr points = Tensor.Of([4, 2], 0.0, 0, 1, 0, 0, 1, 1, 1);
Expr answers = Tensor.Of([4, 1], 0.0, 1, 1, 0);

var (hidden, output) = Key.From(1).Split();
var net = new XorNet(
    Affine.Create(2, 4, Initializers.Normal(1), hidden), Affine.Create(4, 1, Initializers.Normal(1), output));
var step = Compile<double>.Function((XorNet net) => net - (0.5 * Loss(net, points, answers).Gradient(net)));
for (var i = 0; i < 3000; i++) net = step.Invoke(net);

Console.WriteLine($"loss     {Loss(net, points, answers).Evaluate<double>().ToScalar():F4}");
Console.WriteLine(
    $"answers  {string.Join("  ", Answer(net, points).Evaluate<double>().Elements.Select(y => $"{y:F2}"))}");

static Expr Answer(XorNet net, Expr x) => x.Affine(net.Hidden).Tanh().Affine(net.Output).Sigmoid();

static Expr Loss(XorNet net, Expr x, Expr t) => (Answer(net, x) - t).Square().Sum();

[ParameterRecord]
internal sealed partial record XorNet(Affine Hidden, Affine Output);
