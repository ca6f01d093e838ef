using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Oracle;

/// <summary>
/// A node as JSON: the op's name, its parameters under their names, the numbers of its inputs, and its shape.
/// </summary>
internal static class NodeFormat
{
    public static JsonObject Write(Expr node, Func<Expr, int> number)
    {
        var written = new JsonObject { ["op"] = node.Op.GetType().Name };
        foreach (var (name, value) in Parameters(node.Op)) written[name] = value;
        written["inputs"] = Numbers(node.Inputs.Select(number));
        written["shape"] = Numbers(node.Shape);
        return written;
    }

    public static Expr Read(JsonObject node, Func<int, Expr> made)
    {
        var inputs = Integers(node["inputs"]).Select(made).ToArray();
        var shape = Shape.Of([.. Integers(node["shape"])]);
        var expr = Expr.Apply(Op(node, shape), inputs);
        return expr.Shape == shape ? expr
            : throw new FormatException($"{node["op"]} has the shape {expr.Shape}, not {shape}.");
    }

    private static IEnumerable<(string Name, JsonNode Value)> Parameters(Op op) => op switch
    {
        Variable { Declared.Kind: ElementKind.Real } x => [("label", x.Label)],
        Literal { Value: Tensor<double> x } => [("elements", new JsonArray([.. x.Elements.Select(Number)]))],
        Literal { Value: Tensor<int> x } => [("indices", Numbers(x.Elements))],
        Literal { Value: Tensor<uint> x } =>
            [("bits", new JsonArray([.. x.Elements.Select(word => (JsonNode)(long)word)]))],
        Variable or Literal => throw new FormatException($"{op.Name} is not of real numbers, indices or bits."),
        _ => Of(op),
    };

    private static IEnumerable<(string Name, JsonNode Value)> Of(object record) =>
        Constructor(record.GetType()).GetParameters()
            .Select(p => (Key(p), Parameter(record.GetType().GetProperty(p.Name!)!.GetValue(record))));

    private static Op Op(JsonObject node, Shape shape) => (string?)node["op"] switch
    {
        nameof(Variable) => new Variable((string)node["label"]!, new TensorType(shape)),
        nameof(Literal) when node["indices"] is { } indices => new Literal(Tensor.Of(shape, Integers(indices))),
        nameof(Literal) when node["bits"] is { } bits =>
            new Literal(Tensor.Of(shape, bits.AsArray().Select(word => (uint)(long)word!).ToImmutableArray())),
        nameof(Literal) => new Literal(Tensor.Of(shape, node["elements"]!.AsArray().Select(Number).ToImmutableArray())),
        var name => (Op)Made(typeof(Op).Assembly.GetType($"{typeof(Op).Namespace}.{name}")
            ?? throw new FormatException($"There is no op {name}."), node),
    };

    private static object Made(Type record, JsonObject node)
    {
        var made = Constructor(record);
        return made.Invoke([.. made.GetParameters().Select(p => Parameter(p, node[Key(p)]!))]);
    }

    // The primary constructor of a record, whose parameters are its properties.
    private static ConstructorInfo Constructor(Type record) => record.GetConstructors().Single();

    private static string Key(ParameterInfo parameter) =>
        char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];

    private static JsonNode Parameter(object? value) => value switch
    {
        int number => number,
        uint number => (long)number,
        IEnumerable<int> list => Numbers(list),
        IEnumerable<Slice> slices => new JsonArray([.. slices.Select(Record)]),
        Size2D sides => Numbers([sides.Height, sides.Width]),
        ConvolutionGeometry windows => Record(windows),
        _ => throw new FormatException($"No format for a parameter of type {value?.GetType()}."),
    };

    private static JsonNode Record(object record) =>
        new JsonObject(Of(record).Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)));

    private static object Parameter(ParameterInfo parameter, JsonNode value) =>
        parameter.ParameterType == typeof(int) ? (int)value
        : parameter.ParameterType == typeof(uint) ? (uint)(long)value
        : parameter.ParameterType == typeof(Size2D) ? new Size2D((int)value[0]!, (int)value[1]!)
        : parameter.ParameterType == typeof(ConvolutionGeometry) ? Made(typeof(ConvolutionGeometry), value.AsObject())
        : parameter.ParameterType == typeof(ValueList<Slice>)
            ? value.AsArray().Select(slice => (Slice)Made(typeof(Slice), slice!.AsObject())).ToValueList()
        : parameter.ParameterType == typeof(Shape) ? Shape.Of([.. Integers(value)])
        : Integers(value).ToValueList();

    private static JsonArray Numbers(IEnumerable<int> numbers) => [.. numbers.Select(n => (JsonNode)n)];

    private static ImmutableArray<int> Integers(JsonNode? array) => [.. array!.AsArray().Select(n => (int)n!)];

    private static JsonNode Number(double x) => double.IsFinite(x) ? x : FormattableString.Invariant($"{x}");

    private static double Number(JsonNode? x) => x!.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? double.Parse((string)x!, System.Globalization.CultureInfo.InvariantCulture)
        : (double)x;
}
