namespace Autograd.Graph.Generator;

// Map: each leaf replaced, the structure and the static fields kept.
internal sealed class MapWriter(RecordModel record, CodeWriter code)
{
    public void Write()
    {
        var f = $"global::System.Func<{RecordWriter.Leaf}, {RecordWriter.Expr}> f";
        RecordWriter.OpenMethod(code, $"public {record.SelfType} Map({f})", "f");
        var changed = record.Fields
            .Where(field => field.Shape is not null)
            .Select(field => (field, Value(field.Shape!, "this." + field.Identifier, Identifiers.Literal(field.Name))))
            .ToList();
        RecordWriter.CloseWith(code, changed);
    }

    // Writes what computes the value, in the order of the leaves, and returns the name it is held under.
    private string Value(Shape shape, string here, string path)
    {
        if (shape.IsNullable) return Nullable(shape, here, path);
        if (shape.Kind == ShapeKind.Array) return Array(shape, here, path);

        var value = "value" + code.Fresh();
        code.Line(shape.Kind == ShapeKind.Leaf
            ? $"var {value} = f(new {RecordWriter.Leaf}({path}, {here}));"
            : $"var {value} = {RecordWriter.Receiver(shape, here)}.Map(leaf => f(leaf.Under({path})));");
        return value;
    }

    private string Nullable(Shape shape, string here, string path)
    {
        var n = code.Fresh();
        code.Line($"{shape.DeclaredType} value{n} = default;");
        code.Open($"if ({here} is {{ }} present{n})");
        code.Line($"value{n} = {Value(shape.Present, "present" + n, path)};");
        code.Close();
        return "value" + n;
    }

    private string Array(Shape shape, string here, string path)
    {
        var items = RecordWriter.Items(code, shape, here);
        var built = "built" + code.Fresh();
        code.Line($"var {built} = {Builder(shape)}({items}.Length);");
        var (item, itemPath) = RecordWriter.OpenLoop(code, items, path);
        code.Line($"{built}.Add({Value(shape.Element!, item, itemPath)});");
        code.Close();
        return $"{built}.MoveToImmutable()";
    }

    public static string Builder(Shape array) =>
        $"global::System.Collections.Immutable.ImmutableArray.CreateBuilder<{array.Element!.DeclaredType}>";
}
