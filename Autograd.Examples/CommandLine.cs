using System.CommandLine;
using Autograd.Examples.Bench;
using Autograd.Examples.Experiments;
using Autograd.Examples.Mnist;
using Autograd.Examples.Output;
using Autograd.Examples.Pages;

namespace Autograd.Examples;

/// <summary>The program: its commands, and what is said where there is no such command.</summary>
internal static class CommandLine
{
    // An argument that begins with @ is no name of a file with more arguments: nobody asked for that, and the file may
    // have no end.
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    /// <summary>
    /// The commands and their options: made once, since an option keeps a list of all commands that it is ever added
    /// to.
    /// </summary>
    public static RootCommand Root { get; } = Create();

    private static RootCommand Create()
    {
        var root = new RootCommand("Experiments of Deep Learning from Scratch, done with Autograd");
        foreach (var experiment in Book.Experiments)
        {
            root.Add(experiment == MnistExperiment.Experiment ? MnistCommand.Create()
                : ExperimentCommand.Create(experiment));
        }

        root.Add(BookCommand.Create());
        root.Add(BenchCommand.Create());
        return root;
    }

    /// <summary>Does what the arguments ask for, and gives the exit code.</summary>
    public static int Run(IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? errors = null)
    {
        var parsed = Root.Parse(arguments, Plain);
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

        OneLine.WriteTo(errors ?? Console.Error, $"{Wrong(Root, parsed)} (see --help)");
        return ExitCode.Failed;
    }

    private static string Wrong(RootCommand root, ParseResult parsed)
    {
        var known = parsed.CommandResult.Command != root || parsed.UnmatchedTokens is not [var word, ..]
            || word.StartsWith('-');
        return known
            ? string.Join("; ", parsed.Errors.Select(error => error.Message).Distinct())
            : Unknown(parsed.UnmatchedTokens[0], [.. root.Subcommands.Select(command => command.Name)]);
    }

    private static string Unknown(string word, string[] names) => NearMatch.Of(word, names) is { } near
        ? $"There is no command '{OneLine.Value(word)}'; did you mean '{near}'?"
        : $"There is no command '{OneLine.Value(word)}'; there are {string.Join(", ", names)}";
}
