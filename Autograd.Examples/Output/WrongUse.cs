using System.CommandLine;
using Autograd.Nn.Files;

namespace Autograd.Examples.Output;

/// <summary>What is wrong with a command line, and what it may have meant.</summary>
internal static class WrongUse
{
    /// <summary>One line, whatever is wrong.</summary>
    /// <param name="parsed">The command line; it has errors.</param>
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [var word, ..]) return $"{Errors(parsed)} (see {HelpOf(command)})";
        if (word.Length > 1 && word.StartsWith('-')) return UnknownOption(word, command);
        return command.Subcommands.Count > 0
            ? UnknownCommand(word, command)
            : $"{Errors(parsed)} (see {HelpOf(command)})";
    }

    private static string Errors(ParseResult parsed) =>
        string.Join("; ", parsed.Errors.Select(error => error.Message).Distinct());

    private static string UnknownCommand(string word, Command command)
    {
        string[] names = [.. command.Subcommands.Select(each => each.Name)];
        var missing = command is RootCommand
            ? $"There is no command '{OneLine.Value(word)}'"
            : $"{WordsOf(command)} has no part '{OneLine.Value(word)}'";
        return NearMatch.Of(word, names) is { } near
            ? $"{missing}; did you mean '{near}'? (see {HelpOf(command)})"
            : $"{missing}; there are {string.Join(", ", names)} (see {HelpOf(command)})";
    }

    private static string UnknownOption(string word, Command command)
    {
        var name = word.Split('=', 2)[0];
        var known = command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Append("--help");
        var missing = command is RootCommand
            ? $"There is no option '{OneLine.Value(name)}'"
            : $"{WordsOf(command)} has no option '{OneLine.Value(name)}'";
        return NearMatch.Of(name, known) is { } near
            ? $"{missing}; did you mean '{near}'? (see {HelpOf(command)})"
            : $"{missing} (see {HelpOf(command)})";
    }

    private static string HelpOf(Command command) => $"{WordsOf(command)} --help".TrimStart();

    // E.g. bench products.
    private static string WordsOf(Command command)
    {
        var words = new Stack<string>();
        for (var at = command; at is not RootCommand; at = at.Parents.OfType<Command>().First()) words.Push(at.Name);
        return string.Join(' ', words);
    }
}
