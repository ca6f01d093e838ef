using System.Globalization;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn.Files;

namespace Autograd.Examples.Formulas;

/// <summary>
/// Recursive descent: a sum is of products, a product of signed powers, a power of atoms. A power binds tighter than a
/// sign before it and groups from the right, so that <c>-x0^2^3</c> is <c>-(x0^(2^3))</c>.
/// </summary>
internal sealed class FormulaParser(string text)
{
    // The stack of the process is finite.
    private const int MostDepth = 500;
    private const int MostVariables = 100;

    private readonly List<Expr> _variables = [];
    private int _at;
    private int _depth;

    /// <summary>The formula of the whole text.</summary>
    public Formula Parse()
    {
        var value = Sum();
        return Peek() is null ? new(value, [.. _variables]) : throw Unexpected();
    }

    private Expr Sum()
    {
        var sum = Product();
        while (true)
        {
            if (Take('+')) sum += Product();
            else if (Take('-') || Take('−')) sum -= Product();
            else return sum;
        }
    }

    private Expr Product()
    {
        var product = Signed();
        while (true)
        {
            if (Take('*') || Take('×')) product *= Signed();
            else if (Take('/') || Take('÷')) product /= Signed();
            else return product;
        }
    }

    private Expr Signed() => Nested(() => Take('-') || Take('−') ? -Signed() : Take('+') ? Signed() : Raised());

    private Expr Raised()
    {
        var power = Atom();
        return Take('^') ? power.Power(Signed()) : power;
    }

    private Expr Atom()
    {
        if (Take('('))
        {
            var inner = Sum();
            Expect(')');
            return inner;
        }

        return Peek() switch
        {
            >= '0' and <= '9' or '.' => Number(),
            { } letter when char.IsAsciiLetter(letter) => Name(),
            _ => throw Unexpected(),
        };
    }

    private Expr Number()
    {
        var start = _at;
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            Digits();
        }

        var exponent = _at;
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-') _at++;
            if (_at == text.Length || !char.IsAsciiDigit(text[_at])) _at = exponent;
            else Digits();
        }

        var written = text[start.._at];
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? Prelude.Literal(number)
            : throw new FormulaException($"'{OneLine.Value(written)}' is no number", start + 1, text);
    }

    private Expr Name()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at])) _at++;
        var name = text[start.._at];
        if (name.Length > 1 && name[0] == 'x' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return Variable(name, start);
        }

        foreach (var function in Formula.Functions)
        {
            if (function.Name != name) continue;
            Expect('(');
            var argument = Sum();
            Expect(')');
            return function.Apply(argument);
        }

        var known = string.Join(", ", Formula.Functions.Select(function => function.Name));
        var meant =
            name is "x" or "y" ? "x0 or x1" : NearMatch.Of(name, Formula.Functions.Select(function => function.Name));
        throw new FormulaException($"there is no '{OneLine.Value(name)}' "
            + $"({(meant is null ? $"there are x0, x1 … and {known}" : $"did you mean {meant}?")})", start + 1, text);
    }

    private Expr Variable(string name, int start)
    {
        if (!int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number >= MostVariables)
            throw new FormulaException($"'{OneLine.Value(name)}' is beyond x{MostVariables - 1}", start + 1, text);
        while (_variables.Count <= number) _variables.Add(Prelude.Variable($"x{_variables.Count}"));
        return _variables[number];
    }

    private T Nested<T>(Func<T> part)
    {
        if (++_depth > MostDepth)
        {
            throw new FormulaException($"more than {MostDepth} parentheses and signs within each other", _at + 1, text);
        }

        var result = part();
        _depth--;
        return result;
    }

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    private char? Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        return _at < text.Length ? text[_at] : null;
    }

    private bool Take(char wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (!Take(wanted))
        {
            throw Peek() is null ? new FormulaException($"missing '{wanted}'", _at + 1, text) : Unexpected();
        }
    }

    private FormulaException Unexpected() =>
        Peek() is { } found ? new($"unexpected '{found}'", _at + 1, text)
            : new("the formula ends too early", _at + 1, text);
}
