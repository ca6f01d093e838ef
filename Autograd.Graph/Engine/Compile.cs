using System.Numerics;
using Autograd.Graph.Engine;

namespace Autograd.Graph;

/// <summary>Compiles functions of parameter records to plans over one number type.</summary>
/// <example><code>
/// var f = Compile&lt;float&gt;.Function((Expr x) => x.Square().Sum());
/// Console.WriteLine(f.Invoke(Tensor.Vector(3f, 4f)).Evaluate&lt;float&gt;());   // 25
/// </code></example>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public static class Compile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A function that traces <paramref name="f"/> once for each set of shapes and replays the plan.</summary>
    public static Compiled<T, TInput, TOutput> Function<TInput, TOutput>(Func<TInput, TOutput> f, PlanOptions? options = null)
        where TInput : IParameterRecord<TInput>
        where TOutput : IParameterRecord<TOutput>
        => new(f, options ?? PlanOptions.Default);

    /// <summary>A function of two records, traced once for each set of shapes.</summary>
    public static Func<TFirst, TSecond, TOutput> Function<TFirst, TSecond, TOutput>(Func<TFirst, TSecond, TOutput> f, PlanOptions? options = null)
        where TFirst : IParameterRecord<TFirst>
        where TSecond : IParameterRecord<TSecond>
        where TOutput : IParameterRecord<TOutput>
    {
        var compiled = Function((Pair<TFirst, TSecond> both) => f(both.First, both.Second), options);
        return (first, second) => compiled.Invoke(new(first, second));
    }
}
