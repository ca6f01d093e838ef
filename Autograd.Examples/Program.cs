return Autograd.Examples.Output.LastGuard.Run(() => Autograd.Examples.CommandLine.Run(args));
