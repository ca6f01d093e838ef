using System.Reflection;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Graph;

/// <summary>
/// Every public function of expressions, given arguments at random, works or refuses them by its name, with its inputs
/// and a fix.
/// </summary>
public sealed class RefusalLaws
{
    private const int LongestMessage = 3_000;

    private static readonly Type[] Homes =
    [
        typeof(ContractionFunctions), typeof(ConvolutionFunctions), typeof(ElementwiseFunctions),
        typeof(IndexingFunctions), typeof(MovementFunctions),
        typeof(PoolingFunctions), typeof(ProbabilityFunctions), typeof(RandomFunctions), typeof(ReductionFunctions),
        typeof(Prelude), typeof(Expr),
    ];

    // An operator is called by its operation's name.
    private static readonly Dictionary<string, string> Operations = new()
    {
        ["op_Addition"] = nameof(Add),
        ["op_Subtraction"] = nameof(Subtract),
        ["op_Multiply"] = nameof(Multiply),
        ["op_Division"] = nameof(Divide),
        ["op_UnaryNegation"] = nameof(Negate),
        ["op_GreaterThan"] = nameof(Greater),
        ["op_LessThan"] = nameof(Greater),
        ["op_GreaterThanOrEqual"] = nameof(GreaterOrEqual),
        ["op_LessThanOrEqual"] = nameof(GreaterOrEqual),
    };

    public static TheoryData<string> Functions => [.. Methods.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, MethodInfo> Methods { get; } = Homes
        .SelectMany(home => home.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType == typeof(Expr) && method.Name != "op_Implicit" && !method.IsGenericMethod)
        .Where(method => method.GetParameters() is { Length: > 0 } parameters && parameters.Any(HoldsExpressions)
            && parameters.All(parameter => IsKnown(parameter.ParameterType)))
        .ToDictionary(
            method => $"{method.DeclaringType!.Name}.{method.Name}("
                + $"{string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})");

    [Fact]
    public void The_functions_are_found() => Assert.InRange(Methods.Count, 80, 1_000);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Arguments_that_do_not_fit_are_refused_by_name(string function)
    {
        var method = Methods[function];
        var name = Operations.GetValueOrDefault(method.Name, method.Name);
        var random = new Random(function.Length);
        for (var trial = 0; trial < 300; trial++)
        {
            object?[] arguments =
                [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType, random))];
            try
            {
                method.Invoke(null, arguments);
            }
            catch (TargetInvocationException wrapped)
            {
                AssertTeaches(name, arguments, wrapped.InnerException!);
            }
        }
    }

    private static void AssertTeaches(string name, object?[] arguments, Exception failure)
    {
        var expressions = arguments.SelectMany(
            argument => argument switch { Expr x => [x], IEnumerable<Expr?> many => many, _ => [] }).ToArray();
        var context = $"{name}({string.Join(", ", arguments.Select(Text))}): {failure}";
        Assert.True(failure.Message.Length <= LongestMessage, context);
        if (failure is ArgumentNullException)
        {
            Assert.True(arguments.Contains(null) || expressions.Contains(null), context);
            return;
        }

        Assert.True(failure is ShapeException, context);
        Assert.True(failure.Message.StartsWith($"{name}: ", StringComparison.Ordinal), context);
        Assert.True(failure.Message.Contains("\n  fix: ", StringComparison.Ordinal), context);
        Assert.All(expressions.Where(x => x is not null).Take(6),
            x => Assert.True(failure.Message.Contains(x!.Describe(), StringComparison.Ordinal), context));
    }

    private static bool HoldsExpressions(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Expr) || parameter.ParameterType == typeof(IEnumerable<Expr>);

    private static bool IsKnown(Type type) =>
        type == typeof(Expr) || type == typeof(IEnumerable<Expr>) || type == typeof(int) || type == typeof(int?)
            || type == typeof(int[])
        || type == typeof(Shape) || type == typeof(Size2D) || type == typeof(Size2D?);

    private static object? Sample(Type type, Random random) =>
        type == typeof(Expr) ? random.Next(30) == 0 ? null : Expression(random)
        : type == typeof(IEnumerable<Expr>) ? random.Next(30) == 0 ? null : Enumerable.Range(0, random.Next(9))
        .Select(_ => random.Next(40) == 0 ? null! : Expression(random)).ToArray()

        : type == typeof(int[]) ? random.Next(30) == 0 ? null
        : Enumerable.Range(0, random.Next(4)).Select(_ => Number(random)).ToArray()
        : type == typeof(int) ? Number(random)
        : type == typeof(int?) ? random.Next(2) == 0 ? null : Number(random)
        : type == typeof(Shape) ? Lengths(random)

        : random.Next(3) == 0 && type == typeof(Size2D?) ? null
        : random.Next(2) == 0 ? (Size2D)Number(random)
        : (Size2D)(Number(random), Number(random));

    private static Expr Expression(Random random)
    {
        var kind = random.Next(6) switch
        {
            0 => ElementKind.Index,
            1 when random.Next(2) == 0 => ElementKind.Bits,
            _ => ElementKind.Real
        };
        return random.Next(8) == 0 ? Prelude.Literal(random.Next(4))
            : Prelude.Variable($"v{random.Next(1_000)}", new TensorType(Lengths(random), kind));
    }

    // Few lengths, so that shapes fit now and then; and long axes, which make more elements than a tensor has.
    private static Shape Lengths(Random random)
    {
        var longest = random.Next(6) == 0 ? 1_000_000_000 : 3;
        var axes = new int[random.Next(6)];
        for (var axis = 0; axis < axes.Length; axis++) axes[axis] = random.Next(8) == 0 ? 0 : random.Next(1, 4);
        if (axes.Length > 0 && longest > 3)
        {
            (axes[random.Next(axes.Length)], axes[0]) = (random.Next(1, 26_000_000), axes[0]);
        }

        return Shape.Of(axes);
    }

    private static int Number(Random random) => random.Next(12) switch
    {
        0 => int.MinValue,
        1 => int.MaxValue,
        2 => random.Next(),
        _ => random.Next(-3, 5),
    };

    private static string Text(object? argument) => argument switch
    {
        null => "null",
        Expr x => x.Describe(),
        IEnumerable<Expr?> many => $"[{string.Join("; ", many.Select(Text))}]",
        int[] numbers => $"[{string.Join(", ", numbers)}]",
        _ => $"{argument}",
    };
}
