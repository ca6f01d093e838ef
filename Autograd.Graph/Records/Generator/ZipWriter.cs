namespace Autograd.Graph.Generator;

// Zip: two records of the same structure, leaf by leaf; what differs but is no leaf is an error.
internal sealed class ZipWriter(RecordModel record, CodeWriter code)
{
    private const string InvariantCulture = "global::System.Globalization.CultureInfo.InvariantCulture";

    public void Write()
    {
        var f = $"global::System.Func<{RecordWriter.Leaf}, {RecordWriter.Expr}, {RecordWriter.Expr}> f";
        RecordWriter.OpenMethod(
            code,
            $"public {record.SelfType} Zip({record.SelfType} other, {f})",
            record.IsValueType ? ["f"] : ["other", "f"]);
        foreach (var field in record.Fields.Where(field => field.Shape is null)) CheckStatic(field);

        var changed = record.Fields
            .Where(field => field.Shape is not null)
            .Select(field => (field, Value(
                field.Shape!,
                "this." + field.Identifier,
                "other." + field.Identifier,
                Identifiers.Literal(field.Name))))
            .ToList();
        RecordWriter.CloseWith(code, changed);
    }

    private void CheckStatic(FieldModel field)
    {
        var (here, there) = ("this." + field.Identifier, "other." + field.Identifier);
        code.Open($"if (!global::System.Collections.Generic.EqualityComparer<{field.Type}>.Default.Equals({here}, "
            + $"{there}))");
        Throw(Identifiers.Literal(field.Name),
            $" is static and must be the same in both records: it is '{{{here}}}' in this one and '{{{there}}}' in "
                + $"the other.");
        code.Close();
    }

    private string Value(Shape shape, string here, string there, string path)
    {
        if (shape.IsNullable) return Nullable(shape, here, there, path);
        if (shape.Kind == ShapeKind.Array) return Array(shape, here, there, path);

        var value = "value" + code.Fresh();
        code.Line(shape.Kind == ShapeKind.Leaf
            ? $"var {value} = f(new {RecordWriter.Leaf}({path}, {here}), {there});"
            : $"var {value} = {RecordWriter.Receiver(shape, here)}.Zip({there}, (leaf, value) => "
                + $"f(leaf.Under({path}), value));");
        return value;
    }

    private string Nullable(Shape shape, string here, string there, string path)
    {
        var n = code.Fresh();
        code.Line($"{shape.DeclaredType} value{n} = default;");
        code.Open($"if ({here} is {{ }} present{n})");
        code.Open($"if ({there} is not {{ }} matching{n})");
        Throw(path, " is present in this record and absent (null) in the other; both must have the same structure.");
        code.Close();
        code.Line();
        code.Line($"value{n} = {Value(shape.Present, "present" + n, "matching" + n, path)};");
        code.Close();
        code.Open($"else if ({there} is not null)");
        Throw(path, " is absent (null) in this record and present in the other; both must have the same structure.");
        code.Close();
        code.Line();
        return "value" + n;
    }

    private string Array(Shape shape, string here, string there, string path)
    {
        var items = RecordWriter.Items(code, shape, here);
        var others = RecordWriter.Items(code, shape, there);
        code.Open($"if ({items}.Length != {others}.Length)");
        Throw(path, $" has {{{items}.Length}} elements in this record and {{{others}.Length}} in the other; "
            + "both must have the same structure.");
        code.Close();
        code.Line();

        var built = "built" + code.Fresh();
        code.Line($"var {built} = {MapWriter.Builder(shape)}({items}.Length);");
        var (item, itemPath) = RecordWriter.OpenLoop(code, items, path);
        code.Line($"{built}.Add({Value(shape.Element!, item, item.Replace(items, others), itemPath)});");
        code.Close();
        return $"{built}.MoveToImmutable()";
    }

    // The message is written the same in every culture.
    private void Throw(string path, string message)
    {
        var place = path[0] == '"' ? path.Trim('"') : "{" + path + "}";
        code.Line("throw new global::System.ArgumentException(");
        code.Line($"    string.Create({InvariantCulture}, $\"{record.DisplayName}.{place}{message}\"),");
        code.Line("    nameof(other));");
    }
}
