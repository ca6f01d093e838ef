#!/usr/bin/env dotnet
#:project ../../Autograd.Graph
using Autograd.Graph;
using static Autograd.Graph.Prelude;

var (x0, x1) = (Variable("x0"), Variable("x1"));
var f = Square(x0) + Square(x1);
var df = f.Gradient(x0, x1);

Console.WriteLine($"f         = {f}");
Console.WriteLine($"gradient  = {df}");
Console.WriteLine($"at (3, 4) = {df.Evaluate<double>((x0, 3.0), (x1, 4.0))}");
Console.WriteLine($"d²f/dx0²  = {f.Gradient(x0).Gradient(x0)}");
