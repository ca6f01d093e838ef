using System.CommandLine;
using Autograd.Examples.Bench;
using Autograd.Examples.Mnist;

const int WrongUse = 2;
var root = new RootCommand("Experiments of Deep Learning from Scratch, done with Autograd") { MnistCommand.Create(), BenchCommand.Create() };
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0) return parsed.Invoke();
Console.Error.WriteLine($"{string.Join("; ", parsed.Errors.Select(error => error.Message))} (see --help)");
return WrongUse;
