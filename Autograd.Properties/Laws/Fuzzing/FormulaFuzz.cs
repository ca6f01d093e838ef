using System.Text;
using Autograd.Examples.Formulas;

namespace Autograd.Properties.Fuzzing;

/// <summary>Formulas as typed on the command line.</summary>
internal static class FormulaFuzz
{
    private static readonly string[] Seeds =
    [
        "x0^2 / 20 + x1^2", "-x0^2^3 * sin(x1) - cos(x0 / 2)", "1.5e2 + .5 − 2 × (x0 ÷ 3)", "--x0 + exp(-abs(x1))",
        "log(sqrt(tanh(x0) + 2e0))", "((x0))", "x99 - 1e-3",
    ];

    private static readonly string[] Words =
    [
        "0", "1", "2", "(", ")", "((((((((((((((((", "))))))))))))))))", "+", "-", "−", "*", "×", "/", "÷", "^",
        "^^", ".", "..", "e", "1e", "1e999", "1e-999", "0x1", "1,5", "x", "x0", "x1", "x99", "x100",
        "x99999999999999999999", "sin", "sin(", "sinh(x0)", "NaN", "∞", "Infinity", " ", "\t", "\n", "\0",
        "\uFEFF", "é", "\ud83d", "if", "x0x1", "2x0",
        "999999999999999999999999999999999999999999999999999999999999999999999",
    ];

    /// <summary>Texts: what is accepted has the structure that an independent parser finds.</summary>
    internal static Fuzzed Reader { get; } = new(
        "formula", File, path => Read(Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(path))), Judge);

    private static byte[] File(Random random)
    {
        var text = Seeds[random.Next(Seeds.Length)];
        if (random.Next(8) > 0) text = text.Mutated(Words, random);
        if (random.Next(20) == 0) text = string.Concat(Enumerable.Repeat(text, random.Next(1, 200)));
        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(4) == 0 ? bytes.Mutated(Encoding.UTF8.GetBytes(Seeds[0]), random) : bytes;
    }

    private static object Read(string text)
    {
        try
        {
            return Formula.Parse(text);
        }
        catch (FormulaException error)
        {
            return error;
        }
    }

    private static Judgement Judge(byte[] file, object outcome)
    {
        // The program prints a message as one line, whatever was typed.
        if (outcome is FormulaException error) return new(Autograd.Nn.Files.OneLine.Of(error.Message), null);
        var expected = FormulaJudge.Print(Encoding.UTF8.GetString(file));
        var printed = Formula.Print(((Formula)outcome).Value);
        return new(
            null,
            expected is null
                ? "accepted, but is wrong"
                : expected == printed ? null : $"{printed} is read, not {expected}");
    }
}
