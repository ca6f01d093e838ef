return Autograd.Examples.CommandLine.Run(args);
