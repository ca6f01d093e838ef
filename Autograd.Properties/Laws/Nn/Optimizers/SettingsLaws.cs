using System.Globalization;
using System.Reflection;
using Autograd.Graph;
using Autograd.Nn;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>
/// A setting that makes no sense is refused where it is written, by constructors, <c>with</c> and functions alike.
/// </summary>
public sealed class SettingsLaws
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(double), typeof(float), typeof(int), typeof(long), typeof(Schedule), typeof(Size2D), typeof(Size2D?),
        typeof(ReadOnlySpan<int>), typeof(ReadOnlySpan<double>), typeof(ValueList<double>),
    ];

    public static TheoryData<string> Keys => [.. SettingTable.All.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_setting_that_is_none_is_refused_by_name_and_value(string key)
    {
        var setting = SettingTable.All[key];
        var name = setting.Named ?? key.Split('(', '.', ')').Last(part => part.Length > 0);
        setting.Use(setting.Good);
        foreach (var bad in setting.Bad)
        {
            var message = Assert.ThrowsAny<ArgumentException>(() => setting.Use(bad)).Message;
            Assert.Contains(name, message, StringComparison.OrdinalIgnoreCase);
            Assert.InRange(message.Length, 20, 600);
            if (bad is IFormattable number)
            {
                Assert.Contains(number.ToString(null, CultureInfo.InvariantCulture), message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_setting_of_the_library_is_in_the_table()
    {
        var settings = typeof(GradientTransform).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(GradientTransform).Namespace)
            .SelectMany(SettingsOf).ToHashSet();
        var told = SettingTable.All.Keys.Concat(SettingTable.NoSettings.Keys).ToHashSet();
        Assert.Empty(settings.Except(told).Order());
        Assert.Empty(told.Except(settings).Order());
    }

    [Fact]
    public void A_schedule_that_gives_a_vector_is_refused_where_it_is_written()
    {
        foreach (var act in new Action[]
        {
            () => Schedule.Of(_ => Zeros([2])), () => Schedule.Of(step => step.BroadcastTo([1])),
            () => Schedule.FromExpr(Ones([3])), () => Optimizers.Sgd(Ones([1])),
            () => Schedule.Of(_ => Tensor.Of([], 3)), () => Schedule.Of(step => step).At(Zeros([2])),
        })
            Assert.Contains("single number", Assert.Throws<ShapeException>(act).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> SettingsOf(Type type)
    {
        const BindingFlags Own =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var name = type.Name.Split('`')[0];
        var transform = type.IsSubclassOf(typeof(GradientTransform));
        bool IsSetting(Type of) => Numbers.Contains(of) || (transform && of == typeof(Expr));
        var made = type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(p => IsSetting(p.ParameterType)).Select(p => $"{name}.new({p.Name})");
        var called = type.GetMethods(Own)
            .Where(method => !method.IsSpecialName && method.Name is not ("Deconstruct" or "Equals"))
            .SelectMany(method => method.GetParameters().Where(p => IsSetting(p.ParameterType))
                .Select(p => $"{name}.{method.Name}({p.Name})"));
        var set = type.GetProperties(Own).Where(property => property.SetMethod is { IsPublic: true }
            && IsSetting(property.PropertyType)).Select(property => $"{name}.{property.Name}");
        return [.. made, .. called, .. set];
    }
}
