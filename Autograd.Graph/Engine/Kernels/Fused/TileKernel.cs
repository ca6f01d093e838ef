using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Fused;

/// <summary>
/// An elementwise operation on a run of contiguous elements: a vector loop around the scalar definition of an op.
/// </summary>
/// <remarks>
/// The loop may read operands up to the next whole vector. It writes no element behind the last, so two threads may
/// write neighbouring runs, and a result may overwrite an operand.
/// </remarks>
internal abstract unsafe class TileKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// y[i] = f(a[i], b[i], c[i]) for i below n; operands that the operation does not take are ignored.
    /// </summary>
    public abstract void Run(T* a, T* b, T* c, T* y, nint n);

    /// <summary>The operation on vectors, as a static method that fused kernels call.</summary>
    public abstract MethodInfo OnVectors { get; }

    /// <summary>Stores the first n elements of a vector.</summary>
    protected static void StorePart(Vector512<T> vector, T* y, nint n)
    {
        for (var i = 0; i < n; i++) y[i] = vector[i];
    }
}

/// <summary>The loop of an operation on one operand.</summary>
internal sealed unsafe class UnaryTile<TDefinition, T> : TileKernel<T>
    where TDefinition : struct, IUnary
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override MethodInfo OnVectors => ((Delegate)Apply).Method;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(T* a, T* b, T* c, T* y, nint n)
    {
        nint i = 0;
        for (; i <= n - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Apply(Vector512.Load(a + i)).Store(y + i);
        }

        if (i < n) StorePart(Apply(Vector512.Load(a + i)), y + i, n - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Apply(Vector512<T> a) => TDefinition.Apply<Vector512<T>, Lanes<T>>(a);
}

/// <summary>The loop of an operation on two operands.</summary>
internal sealed unsafe class BinaryTile<TDefinition, T> : TileKernel<T>
    where TDefinition : struct, IBinary
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override MethodInfo OnVectors => ((Delegate)Apply).Method;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(T* a, T* b, T* c, T* y, nint n)
    {
        nint i = 0;
        for (; i <= n - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Apply(Vector512.Load(a + i), Vector512.Load(b + i)).Store(y + i);
        }

        if (i < n) StorePart(Apply(Vector512.Load(a + i), Vector512.Load(b + i)), y + i, n - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Apply(Vector512<T> a, Vector512<T> b) =>
        TDefinition.Apply<Vector512<T>, Lanes<T>>(a, b);
}

/// <summary>The loop of an operation on three operands.</summary>
internal sealed unsafe class TernaryTile<TDefinition, T> : TileKernel<T>
    where TDefinition : struct, ITernary
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override MethodInfo OnVectors => ((Delegate)Apply).Method;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(T* a, T* b, T* c, T* y, nint n)
    {
        nint i = 0;
        for (; i <= n - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Apply(Vector512.Load(a + i), Vector512.Load(b + i), Vector512.Load(c + i)).Store(y + i);
        }

        if (i < n) StorePart(Apply(Vector512.Load(a + i), Vector512.Load(b + i), Vector512.Load(c + i)), y + i, n - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Apply(Vector512<T> a, Vector512<T> b, Vector512<T> c) =>
        TDefinition.Apply<Vector512<T>, Lanes<T>>(a, b, c);
}

/// <summary>The loop of each elementwise op, one object for each.</summary>
internal sealed class TileKernels<T> : IElementwiseVisitor<TileKernel<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TileKernel<T> For(Elementwise op) => op.Accept(new TileKernels<T>());

    public TileKernel<T> Unary<TDefinition>()
        where TDefinition : struct, IUnary => One<UnaryTile<TDefinition, T>>.Kernel;

    public TileKernel<T> Binary<TDefinition>()
        where TDefinition : struct, IBinary => One<BinaryTile<TDefinition, T>>.Kernel;

    public TileKernel<T> Ternary<TDefinition>()
        where TDefinition : struct, ITernary => One<TernaryTile<TDefinition, T>>.Kernel;

    private static class One<TKernel>
        where TKernel : TileKernel<T>, new()
    {
        public static TileKernel<T> Kernel { get; } = new TKernel();
    }
}
