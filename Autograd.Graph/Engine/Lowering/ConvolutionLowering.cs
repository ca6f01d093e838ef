using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Lowering;

/// <summary>Turns convolutions, pooling and their gradients into stages.</summary>
/// <param name="roots">The outputs of the plan.</param>
/// <param name="pipelines">Takes the stages.</param>
/// <param name="bufferOf">The buffer of a value.</param>
/// <param name="temporary">A new buffer for a value that is not a node of the graph.</param>
internal sealed class ConvolutionLowering<T>(
    ImmutableArray<Expr> roots, PipelineBuilder<T> pipelines, Func<Expr, int> bufferOf, Func<TensorType, int> temporary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<Expr, ConvolutionPoolMatch> _pooled = ConvolutionPoolMatch.Below<T>(roots);
    private readonly Dictionary<ConvolutionPoolMatch, (FusedConvolutionPoolBlocking Fused, int Chosen)> _forward = [];
    private readonly HashSet<ConvolutionPoolMatch> _backward = [];

    /// <summary>
    /// Lowers a node, if it is a convolution, pooling, a gradient of one, or part of a convolution that is fused with
    /// its pooling.
    /// </summary>
    public bool TryLower(Expr node)
    {
        int Input(int input) => bufferOf(Schedule.Storage(node.Inputs[input]));
        if (_pooled.TryGetValue(node, out var pooled)) Lower(node, pooled);
        else if (node.Op is Convolution convolution)
        {
            Forward(convolution.LengthsOf(node.Inputs), Input(0), Input(1), bufferOf(node));
        }
        else if (node.Op is TransposedConvolution transposed)
        {
            Backward(transposed.LengthsOf(node.Inputs), Input(0), Input(1), bufferOf(node));
        }
        else if (node.Op is ConvolutionFilterGradient gradient)
        {
            FilterGradient(gradient.LengthsOf(node.Inputs), Input(0), Input(1), bufferOf(node));
        }
        else if (node.Op is MaxPool pool)
        {
            pipelines.Add(new MaxPoolStage<T>(
                PoolShape.Of(pool.Name, node.Inputs, pool.Geometry), node.Shape[0], Input(0), bufferOf(node)));
        }
        else if (node.Op is MaxPoolCotangent back)
        {
            pipelines.Add(new MaxPoolCotangentStage<T>(
                PoolShape.Of(back.Name, node.Inputs, back.Geometry), node.Shape[0], Input(0), Input(1),
                bufferOf(node)));
        }
        else if (node.Op is MaxPoolTangent tangent)
        {
            pipelines.Add(new MaxPoolTangentStage<T>(PoolShape.Of(tangent.Name, node.Inputs, tangent.Geometry),
                node.Shape[0], Input(0), Input(1), bufferOf(node)));
        }
        else if (node.Op is Col2Im columns)
        {
            pipelines.Add(
                new Col2ImStage<T>(columns.Geometry, columns.Image, node.Inputs[0].Shape, Input(0), bufferOf(node)));
        }
        else return false;
        return true;
    }

    private void Forward(ConvolutionShape shape, int x, int w, int y)
    {
        var blocks = new ConvolutionAsGemmBlocking<T>(ConvolutionAsGemm.Forward(shape));
        pipelines.Add(new ConvolutionStage<T>(shape, blocks, new(x, LaidOut([blocks], shape.Groups, w), y)));
    }

    private void Backward(ConvolutionShape shape, int y, int w, int x)
    {
        ImmutableArray<ConvolutionAsGemmBlocking<T>> parts =
            [.. ConvolutionAsGemm.Backward(shape).Where(part => part.Outputs.Area > 0)
            .Select(part => new ConvolutionAsGemmBlocking<T>(part))];
        pipelines.Add(
            new TransposedConvolutionStage<T>(shape, parts, new(y, LaidOut(parts, shape.Groups, w), x)));
    }

    private int LaidOut(ImmutableArray<ConvolutionAsGemmBlocking<T>> parts, int groups, int weights)
    {
        if (parts.All(part => part.WeightsInPlace)) return weights;
        var target = temporary(new(Shape.Of(checked((int)WeightLayoutStage<T>.Elements(parts, groups)))));
        pipelines.Add(new WeightLayoutStage<T>(parts, groups, weights, target));
        return target;
    }

    private void FilterGradient(ConvolutionShape shape, int x, int y, int w)
    {
        var blocks = new FilterGradientBlocking<T>(shape);
        var sums = temporary(new(Shape.Of(blocks.Slots, shape.Chunks, blocks.Sums)));
        if (blocks.ByImages) pipelines.Add(new FilterGradientByImagesStage<T>(blocks, x, y, sums));
        else pipelines.Add(new FilterGradientByBlocksStage<T>(blocks, x, y, sums));
        pipelines.Add(new ChunkSumStage<T>(shape, blocks.Layout, sums, w));
    }

    // The convolution's results and their cotangents have no buffers. The first of the two gradients adds the stage
    // that computes both.
    private void Lower(Expr node, ConvolutionPoolMatch pooled)
    {
        if (node == pooled.Pool && !_forward.ContainsKey(pooled)) PoolForward(pooled);
        else if ((node == pooled.Weights || node == pooled.BiasSums) && _backward.Add(pooled)) PoolBackward(pooled);
    }

    private void PoolForward(ConvolutionPoolMatch pooled)
    {
        var fused = new FusedConvolutionPoolBlocking(pooled.ConvolutionShape);
        var chosen =
            temporary(new(Shape.Of(fused.Shape.Images, fused.Pooled.Area, 2 * fused.Vectors), ElementKind.Bits));
        _forward[pooled] = (fused, chosen);
        var (x, w) = (Schedule.Storage(pooled.Convolution.Inputs[0]), Schedule.Storage(pooled.Convolution.Inputs[1]));
        var bias = pooled.Bias is null ? -1 : bufferOf(Schedule.Storage(pooled.Bias));
        pipelines.Add(
            new FusedConvolutionPoolStage<T>(
                fused, new(bufferOf(x), bufferOf(w), bias, bufferOf(pooled.Pool), chosen)));
    }

    private void PoolBackward(ConvolutionPoolMatch pooled)
    {
        // The schedule may visit a cotangent that does not depend on the pooled value before that value.
        if (!_forward.ContainsKey(pooled)) PoolForward(pooled);
        var (fused, chosen) = _forward[pooled];
        var sums = temporary(new(Shape.Of(OutputStep.Slots(fused.Shape), fused.Shape.Chunks, fused.Sums)));
        var biases = pooled.BiasSums is null ? -1 : bufferOf(pooled.BiasSums);
        var (x, passed) =
            (Schedule.Storage(pooled.Convolution.Inputs[0]), Schedule.Storage(pooled.Cotangent!.Inputs[1]));
        pipelines.Add(
            new FusedConvolutionPoolGradientStage<T>(fused, new(bufferOf(x), bufferOf(passed), chosen, sums, biases)));
        pipelines.Add(new ChunkSumStage<T>(fused.Shape, new(fused.Sums, 0, fused.Row, 1), sums,
            bufferOf(pooled.Weights!)));
    }
}
