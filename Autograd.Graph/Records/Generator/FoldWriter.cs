namespace Autograd.Graph.Generator;

// Fold: the leaves one after another, in the order of declaration.
internal sealed class FoldWriter(RecordModel record, CodeWriter code)
{
    public void Write()
    {
        var state = record.StateName;
        RecordWriter.OpenMethod(
            code,
            $"public {state} Fold<{state}>({state} seed, global::System.Func<{state}, {RecordWriter.Leaf}, {state}> f)",
            "f");
        code.Line("var state = seed;");
        foreach (var field in record.Fields.Where(field => field.Shape is not null))
            Visit(field.Shape!, "this." + field.Identifier, Identifiers.Literal(field.Name));

        code.Line("return state;");
        code.Close();
    }

    private void Visit(Shape shape, string here, string path)
    {
        if (shape.IsNullable)
        {
            var present = "present" + code.Fresh();
            code.Open($"if ({here} is {{ }} {present})");
            Visit(shape.Present, present, path);
            code.Close();
        }
        else if (shape.Kind == ShapeKind.Array)
        {
            var items = RecordWriter.Items(code, shape, here);
            var (item, itemPath) = RecordWriter.OpenLoop(code, items, path);
            Visit(shape.Element!, item, itemPath);
            code.Close();
        }
        else
        {
            code.Line(shape.Kind == ShapeKind.Leaf
                ? $"state = f(state, new {RecordWriter.Leaf}({path}, {here}));"
                : $"state = {RecordWriter.Receiver(shape, here)}.Fold(state, (inner, leaf) => f(inner, "
                    + $"leaf.Under({path})));");
        }
    }
}
