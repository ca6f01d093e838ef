using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Kernels.Fused;

/// <summary>
/// Compiles a fusion group to one loop over vectors, in the runtime's intermediate language. Each slot is a local
/// variable, which the just-in-time compiler keeps in a register. The loop calls the same scalar definitions as the
/// tile kernels.
/// </summary>
internal sealed unsafe class FusedKernelCompiler<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MethodInfo LoadVector = Method(nameof(Load)), StoreVector = Method(nameof(Store)),
    StorePartOfVector = Method(nameof(StorePart));

    private readonly ILGenerator _il;
    private readonly FusedProgram<T> _program;
    private readonly FusedBuffer[] _buffers;
    private readonly LocalBuilder[] _values;
    private readonly LocalBuilder[] _addresses;
    private readonly LocalBuilder _offset;
    private readonly LocalBuilder _left;

    private FusedKernelCompiler(ILGenerator il, FusedProgram<T> program, FusedBuffer[] buffers)
    {
        (_il, _program, _buffers) = (il, program, buffers);
        _values = [.. Enumerable.Range(0, program.Slots).Select(_ => il.DeclareLocal(typeof(Vector512<T>)))];
        _addresses = [.. buffers.Select(_ => il.DeclareLocal(typeof(nint)))];
        (_offset, _left) = (il.DeclareLocal(typeof(nint)), il.DeclareLocal(typeof(nint)));
    }

    public static FusedKernel Compile(FusedProgram<T> program, FusedBuffer[] buffers)
    {
        var method = new DynamicMethod("group", typeof(void), [typeof(nint*), typeof(nint)],
            typeof(FusedKernelCompiler<T>).Module, skipVisibility: true);
        new FusedKernelCompiler<T>(method.GetILGenerator(), program, buffers).Write();
        return method.CreateDelegate<FusedKernel>();
    }

    private void Write()
    {
        for (var i = 0; i < _buffers.Length; i++)
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldc_I4, _buffers[i].Slot * sizeof(nint));
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Ldind_I);
            _il.Emit(OpCodes.Stloc, _addresses[i]);
            if (IsConstant(_buffers[i])) WriteLoad(i, withOffset: false);
        }

        var (loop, rest, end) = (_il.DefineLabel(), _il.DefineLabel(), _il.DefineLabel());
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Stloc, _left);
        _il.MarkLabel(loop);
        WriteBranchIfLessThan(Vector512<T>.Count, rest);
        WriteBody(StoreVector, last: false);
        WriteAdd(_offset, Vector512<T>.Count * sizeof(T));
        WriteAdd(_left, -Vector512<T>.Count);
        _il.Emit(OpCodes.Br, loop);
        _il.MarkLabel(rest);
        WriteBranchIfLessThan(1, end);
        WriteBody(StorePartOfVector, last: true);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ret);
    }

    // All operands are read before the first result is written, so a result may overwrite an operand.
    private void WriteBody(MethodInfo store, bool last)
    {
        for (var i = 0; i < _buffers.Length; i++)
        {
            if (!_buffers[i].IsTarget && !IsConstant(_buffers[i])) WriteLoad(i, withOffset: true);
        }

        foreach (var step in _program.Steps)
        {
            var arity = step.Kernel.OnVectors.GetParameters().Length;
            foreach (var operand in (ReadOnlySpan<int>)[step.A, step.B, step.C])
            {
                if (arity-- > 0) _il.Emit(OpCodes.Ldloc, _values[operand]);
            }

            _il.Emit(OpCodes.Call, step.Kernel.OnVectors);
            _il.Emit(OpCodes.Stloc, _values[step.Y]);
        }

        for (var i = 0; i < _buffers.Length; i++)
        {
            if (!_buffers[i].IsTarget) continue;
            WriteAddress(i);
            _il.Emit(OpCodes.Ldloc, _values[_buffers[i].Slot]);
            if (last) _il.Emit(OpCodes.Ldloc, _left);
            _il.Emit(OpCodes.Call, store);
        }
    }

    private void WriteLoad(int buffer, bool withOffset)
    {
        if (withOffset) WriteAddress(buffer);
        else _il.Emit(OpCodes.Ldloc, _addresses[buffer]);
        _il.Emit(OpCodes.Call, LoadVector);
        _il.Emit(OpCodes.Stloc, _values[_buffers[buffer].Slot]);
    }

    private void WriteAddress(int buffer)
    {
        _il.Emit(OpCodes.Ldloc, _addresses[buffer]);
        _il.Emit(OpCodes.Ldloc, _offset);
        _il.Emit(OpCodes.Add);
    }

    private void WriteBranchIfLessThan(int elements, Label label)
    {
        _il.Emit(OpCodes.Ldloc, _left);
        _il.Emit(OpCodes.Ldc_I4, elements);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Blt, label);
    }

    private void WriteAdd(LocalBuilder local, int amount)
    {
        _il.Emit(OpCodes.Ldloc, local);
        _il.Emit(OpCodes.Ldc_I4, amount);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, local);
    }

    private static bool IsConstant(FusedBuffer buffer) => buffer.Pattern == BroadcastPattern.Scalar && !buffer.IsTarget;

    private static MethodInfo Method(string name) =>
        typeof(FusedKernelCompiler<T>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Vector512<T> Load(T* source) => Vector512.Load(source);

    private static void Store(T* target, Vector512<T> value) => value.Store(target);

    private static void StorePart(T* target, Vector512<T> value, nint elements)
    {
        for (var i = 0; i < elements; i++) target[i] = value[i];
    }
}
