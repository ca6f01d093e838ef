namespace Autograd.Graph.Generator;

// What the source of one record is written from. It holds strings and numbers only: a symbol would keep a whole
// compilation alive and never be equal to its successor.
internal sealed record RecordModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string SelfType,
    string DisplayName,
    string HintName,
    string StateName,
    bool IsValueType,
    EquatableArray<FieldModel> Fields);

// One field in the order of declaration; without a shape it is configuration.
internal sealed record FieldModel(string Name, string Type, Shape? Shape)
{
    // The name as an identifier, for a field called @event.
    public string Identifier => Identifiers.Escape(Name);
}

internal enum ShapeKind
{
    Leaf,
    Record,
    Array,
}

// How a field's type holds leaves. The type is the one without its question mark, the element that of an array.
internal sealed record Shape(
    ShapeKind Kind,
    string Type,
    bool IsNullable = false,
    bool ViaInterface = false,
    Shape? Element = null)
{
    public string DeclaredType => IsNullable ? Type + "?" : Type;

    public Shape Present => this with { IsNullable = false };
}
