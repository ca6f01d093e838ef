using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of convolutions for the vectors of this machine.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>Computes some images of the result of a <see cref="Gathering"/>.</summary>
    public static void Gather<T>(
        GatheringBlocks<T> blocks, int groups, int images, T* source, T* weights, T* target, nint plane, T* scratch)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            GatheringProduct<Lanes512<T>, Vector512<T>, T>.Multiply(
                blocks, groups, images, source, weights, target, plane, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            GatheringProduct<Lanes256<T>, Vector256<T>, T>.Multiply(
                blocks, groups, images, source, weights, target, plane, scratch);
        else
            GatheringProduct<Lanes128<T>, Vector128<T>, T>.Multiply(
                blocks, groups, images, source, weights, target, plane, scratch);
    }

    /// <summary>
    /// Some images taken into the sums of a chunk, see <see cref="WeightsProduct{TLanes, TVector, T}"/>.
    /// </summary>
    public static void SumWeights<T>(
        WeightsBlocks<T> blocks, WeightsPart part, int first, int end, T* x, T* y, T* sums, T* scratch)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            WeightsProduct<Lanes512<T>, Vector512<T>, T>.Sum(blocks, part, first, end, x, y, sums, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            WeightsProduct<Lanes256<T>, Vector256<T>, T>.Sum(blocks, part, first, end, x, y, sums, scratch);
        else
            WeightsProduct<Lanes128<T>, Vector128<T>, T>.Sum(blocks, part, first, end, x, y, sums, scratch);
    }

    /// <summary>Some images convolved and pooled, see <see cref="PooledForward{TLanes, TVector}"/>.</summary>
    public static void Pool(FilterLanes lanes, int images, float* x, float* weights, float* bias, float* pooled,
        ulong* chosen, float* scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            PooledForward<Lanes512<float>, Vector512<float>>.Run(
                lanes, images, x, weights, bias, pooled, chosen, scratch);
        }
        else
        {
            PooledForward<Lanes256<float>, Vector256<float>>.Run(
                lanes, images, x, weights, bias, pooled, chosen, scratch);
        }
    }

    /// <summary>The gradients of some of them, see <see cref="PooledBackward{TLanes, TVector}"/>.</summary>
    public static void PoolBack(
        FilterLanes lanes, int images, float* x, float* cotangents, ulong* chosen, float* sums,
        (int At, int Of) image, float* biases, float* scratch)
    {
        if (Vector512.IsHardwareAccelerated) PooledBackward<Lanes512<float>, Vector512<float>>.Run(lanes, images, x,
            cotangents, chosen, sums, image, biases, scratch);
        else PooledBackward<Lanes256<float>, Vector256<float>>.Run(lanes, images, x, cotangents, chosen, sums, image,
            biases, scratch);
    }
}
