using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>Convolutions with the vectors of this machine.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>Computes some images of the result of a <see cref="ConvolutionAsGemm"/>.</summary>
    public static void Gather<T>(
        ConvolutionAsGemmBlocking<T> blocks, int groups, int images, T* source, T* weights, T* target, nint plane,
        T* scratch)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            ImplicitGemm<Lanes512<T>, Vector512<T>, T>.Multiply(
                blocks, groups, images, source, weights, target, plane, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            ImplicitGemm<Lanes256<T>, Vector256<T>, T>.Multiply(
                blocks, groups, images, source, weights, target, plane, scratch);
        else
            ImplicitGemm<Lanes128<T>, Vector128<T>, T>.Multiply(
                blocks, groups, images, source, weights, target, plane, scratch);
    }

    /// <summary>
    /// Adds some images to the sums of a chunk, see <see cref="FilterGradientProduct{TLanes, TVector, T}"/>.
    /// </summary>
    public static void SumWeights<T>(
        FilterGradientBlocking<T> blocks, FilterGradientPart part, int first, int end, T* x, T* y, T* sums, T* scratch)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            FilterGradientProduct<Lanes512<T>, Vector512<T>, T>.Sum(blocks, part, first, end, x, y, sums, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            FilterGradientProduct<Lanes256<T>, Vector256<T>, T>.Sum(blocks, part, first, end, x, y, sums, scratch);
        else
            FilterGradientProduct<Lanes128<T>, Vector128<T>, T>.Sum(blocks, part, first, end, x, y, sums, scratch);
    }

    /// <summary>Convolves and pools some images, see <see cref="FusedConvolutionPool{TLanes, TVector}"/>.</summary>
    public static void Pool(
        FusedConvolutionPoolBlocking lanes, int images, float* x, float* weights, float* bias, float* pooled,
        ulong* chosen, float* scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            FusedConvolutionPool<Lanes512<float>, Vector512<float>>.Run(
                lanes, images, x, weights, bias, pooled, chosen, scratch);
        }
        else
        {
            FusedConvolutionPool<Lanes256<float>, Vector256<float>>.Run(
                lanes, images, x, weights, bias, pooled, chosen, scratch);
        }
    }

    /// <summary>
    /// Adds the gradients of some images, see <see cref="FusedConvolutionPoolGradient{TLanes, TVector}"/>.
    /// </summary>
    public static void PoolBack(
        FusedConvolutionPoolBlocking lanes, int images, float* x, float* cotangents, ulong* chosen, float* sums,
        (int At, int Of) image, float* biases, float* scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            FusedConvolutionPoolGradient<Lanes512<float>, Vector512<float>>.Run(
                lanes, images, x, cotangents, chosen, sums, image, biases, scratch);
        }
        else
        {
            FusedConvolutionPoolGradient<Lanes256<float>, Vector256<float>>.Run(
                lanes, images, x, cotangents, chosen, sums, image, biases, scratch);
        }
    }
}
