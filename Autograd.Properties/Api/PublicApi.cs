using System.Reflection;

namespace Autograd.Properties.Api;

/// <summary>
/// What users can see of an assembly, a line for each type and member, sorted: made to be compared and read.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(type => !IsMadeUp(type)).SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type, full: true);
        yield return $"{name}: {Kind(type)}{string.Concat(Bases(type).Select(given => $", {Name(given)}"))}";
        if (typeof(Delegate).IsAssignableFrom(type)) yield break;
        foreach (var member in type.GetMembers(Declared).Select(Line))
        {
            if (member is not null) yield return $"{name}.{member}";
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        MethodInfo method when IsSeen(method) && !method.IsSpecialName && !IsWritten(method.Name) =>
            $"{method.Name}{Generics(method)}({Parameters(method)}) -> {Name(method.ReturnType)}{Modifiers(method)}",
        MethodInfo { IsSpecialName: true } method when IsSeen(method)
            && method.Name.StartsWith("op_", StringComparison.Ordinal) =>
            $"{method.Name}({Parameters(method)}) -> {Name(method.ReturnType)}",
        ConstructorInfo constructor when IsSeen(constructor) && !constructor.IsStatic =>
            $"new({Parameters(constructor)})",
        PropertyInfo property when property.GetMethod is { } get && IsSeen(get)
            && property.Name != "EqualityContract" =>
            $"{property.Name}{(property.GetIndexParameters().Length > 0 ? $"[{Parameters(get)}]" : "")}: "
                + $"{Name(property.PropertyType)}{Modifiers(get)}"
                    + $"{(property.SetMethod is { } set && IsSeen(set) ? ", init" : "")}",
        FieldInfo { IsPublic: true, IsSpecialName: false } field => $"{field.Name}: {Name(field.FieldType)}, field",
        _ => null,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What the compiler writes for each record says nothing about it.
    private static bool IsWritten(string name) =>
        name is "PrintMembers" or "Deconstruct" or "ToString" or "GetHashCode" or "Equals" || IsMadeUp(name);

    // Names that no program can write: they may be others after the next build.
    private static bool IsMadeUp(string name) => name.Contains('<', StringComparison.Ordinal);

    private static bool IsMadeUp(Type type) =>
        IsMadeUp(type.Name) || (type.DeclaringType is { } outer && IsMadeUp(outer));

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? ", static"
            : method.IsAbstract && !method.DeclaringType!.IsInterface ? ", abstract"
            : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType!.IsInterface ? ", virtual"
            : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(
            parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";

    private static IEnumerable<Type> Bases(Type type) =>
        type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)
            && parent != typeof(Enum) ? [parent] : [];

    private static string Name(Type type, bool full = false)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray || type.IsByRef || type.IsPointer)
        {
            return $"{Name(type.GetElementType()!)}{(type.IsArray ? "[]" : type.IsByRef ? "&" : "*")}";
        }

        var own = type.Name.Split('`')[0];
        var arguments = type.GetGenericArguments();
        var nested = type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{Name(outer, full)}."
            : full ? $"{type.Namespace}."
            : "";
        return $"{nested}{own}"
            + $"{(arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(argument => Name(argument)))}>" : "")}";
    }
}
