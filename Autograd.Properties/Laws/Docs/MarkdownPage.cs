using System.Collections.Immutable;

namespace Autograd.Properties.Docs;

/// <summary>A fenced block of a page that is a C# program, or a part of one.</summary>
/// <param name="Line">The line of its first line in the page, from 1.</param>
/// <param name="Code">The text between the fences.</param>
/// <param name="Output">The text block that follows before any other block: what the code prints. Null if there is
/// none.</param>
internal sealed record CodeBlock(int Line, string Code, string? Output);

/// <summary>A page of the documentation.</summary>
/// <remarks>
/// Fences marked exactly <c>csharp</c> are code that runs; what follows as <c>text</c> is its output. Code marked
/// <c>csharp fragment</c>, or that begins with <c>#!</c>, is for reading only.
/// </remarks>
internal sealed record MarkdownPage(
    string Name, ImmutableArray<CodeBlock> Blocks, ImmutableArray<(int Line, string Text)> Prose)
{
    private const string Fence = "```";

    public static MarkdownPage Of(string name, string markdown)
    {
        var blocks = ImmutableArray.CreateBuilder<CodeBlock>();
        var prose = ImmutableArray.CreateBuilder<(int, string)>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var afterCode = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                prose.Add((i + 1, lines[i]));
                continue;
            }

            var (info, first) = (lines[i][Fence.Length..].Trim(), i + 1);
            do i++;
            while (i < lines.Length && lines[i] != Fence);
            var text = string.Join('\n', lines[first..Math.Min(i, lines.Length)]);
            if (info == "text" && afterCode) blocks[^1] = blocks[^1] with { Output = text };
            afterCode = info == "csharp" && !text.StartsWith("#!", StringComparison.Ordinal);
            if (afterCode) blocks.Add(new(first + 1, text, null));
        }

        return new(name, blocks.ToImmutable(), prose.ToImmutable());
    }
}
