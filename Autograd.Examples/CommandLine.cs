using System.CommandLine;
using Autograd.Examples.Bench;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Examples.Pages;
using Autograd.Nn.Files;

namespace Autograd.Examples;

/// <summary>The program: its commands, and what is said where there is no such command.</summary>
internal static class CommandLine
{
    // An argument that begins with @ is an argument, not the name of a file with more of them: such a file may have no
    // end.
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    /// <summary>
    /// The commands and their options: made once, since an option keeps a list of all commands that it is ever added
    /// to.
    /// </summary>
    public static RootCommand Root { get; } = Create();

    private static RootCommand Create()
    {
        var root = new RootCommand("Experiments of Deep Learning from Scratch, done with Autograd");
        foreach (var experiment in Book.Experiments) root.Add(ExperimentCommand.Create(experiment));
        root.Add(BookCommand.Create());
        root.Add(BenchCommand.Create());
        return root;
    }

    /// <summary>Does what the arguments ask for, and gives the exit code.</summary>
    /// <param name="arguments">The arguments; none at all ask which commands there are.</param>
    /// <param name="output">Standard output; by default that of the process.</param>
    /// <param name="errors">Standard error; by default that of the process.</param>
    public static int Run(IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? errors = null)
    {
        var parsed = Root.Parse(arguments.Count == 0 ? ["--help"] : arguments, Plain);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke(new()
            {
                Output = output ?? Console.Out,
                Error = errors ?? Console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }

        (errors ?? Console.Error).WriteLine(OneLine.BothEnds(WrongUse.Of(parsed)));
        return ExitCode.Failed;
    }
}
