using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine;

/// <summary>Turns convolutions, pooling and their gradients into instructions.</summary>
/// <param name="roots">What is computed.</param>
/// <param name="instructions">Where instructions are added.</param>
/// <param name="bufferOf">The buffer of a value.</param>
/// <param name="temporary">A new buffer for something that is no value of the graph.</param>
internal sealed class ConvolutionLowering<T>(
    ImmutableArray<Expr> roots, Pipelines<T> instructions, Func<Expr, int> bufferOf, Func<TensorType, int> temporary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<Expr, PooledConvolution> _pooled = PooledConvolution.Below<T>(roots);
    private readonly Dictionary<PooledConvolution, (FusedConvolutionPoolBlocking Lanes, int Chosen)> _forward = [];
    private readonly HashSet<PooledConvolution> _backward = [];

    /// <summary>
    /// Lowers a node, if it is a convolution, pooling, a gradient of one, or part of a convolution that is pooled at
    /// once.
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
        else if (node.Op is ConvolutionFilterGradient weights)
        {
            Weights(weights.LengthsOf(node.Inputs), Input(0), Input(1), bufferOf(node));
        }
        else if (node.Op is MaxPool pool)
        {
            instructions.Add(new MaxPoolStage<T>(
                PoolShape.Of(pool.Name, node.Inputs, pool.Geometry), node.Shape[0], Input(0), bufferOf(node)));
        }
        else if (node.Op is MaxPoolCotangent back)
        {
            instructions.Add(new MaxPoolCotangentStage<T>(
                PoolShape.Of(back.Name, node.Inputs, back.Geometry), node.Shape[0], Input(0), Input(1),
                bufferOf(node)));
        }
        else if (node.Op is MaxPoolTangent tangent)
        {
            instructions.Add(new MaxPoolTangentStage<T>(PoolShape.Of(tangent.Name, node.Inputs, tangent.Geometry),
                node.Shape[0], Input(0), Input(1), bufferOf(node)));
        }
        else if (node.Op is Col2Im columns)
        {
            instructions.Add(
                new Col2ImStage<T>(columns.Geometry, columns.Image, node.Inputs[0].Shape, Input(0), bufferOf(node)));
        }
        else return false;
        return true;
    }

    private void Forward(ConvolutionShape lengths, int x, int w, int y)
    {
        var blocks = new ConvolutionAsGemmBlocking<T>(ConvolutionAsGemm.Forward(lengths));
        instructions.Add(new ConvolutionStage<T>(lengths, blocks, new(x, LaidOut([blocks], lengths.Groups, w), y)));
    }

    private void Backward(ConvolutionShape lengths, int y, int w, int x)
    {
        ImmutableArray<ConvolutionAsGemmBlocking<T>> parts =
            [.. ConvolutionAsGemm.Backward(lengths).Where(part => part.Places.Area > 0)
            .Select(part => new ConvolutionAsGemmBlocking<T>(part))];
        instructions.Add(
            new TransposedConvolutionStage<T>(lengths, parts, new(y, LaidOut(parts, lengths.Groups, w), x)));
    }

    private int LaidOut(ImmutableArray<ConvolutionAsGemmBlocking<T>> parts, int groups, int weights)
    {
        if (parts.All(part => part.WeightsInPlace)) return weights;
        var target = temporary(new(Shape.Of(checked((int)ConvolutionLayoutStage<T>.Elements(parts, groups)))));
        instructions.Add(new ConvolutionLayoutStage<T>(parts, groups, weights, target));
        return target;
    }

    private void Weights(ConvolutionShape lengths, int x, int y, int w)
    {
        var blocks = new FilterGradientBlocking<T>(lengths);
        var sums = temporary(new(Shape.Of(blocks.Slots, lengths.Chunks, blocks.Sums)));
        if (blocks.ByImages) instructions.Add(new FilterGradientStage<T>(blocks, x, y, sums));
        else instructions.Add(new FilterGradientInstruction<T>(blocks, x, y, sums));
        instructions.Add(new ConvolutionChunksStage<T>(lengths, blocks.Layout, sums, w));
    }

    // The results and their cotangents have no buffers. The first gradient that is asked for makes both.
    private void Lower(Expr node, PooledConvolution pooled)
    {
        if (node == pooled.Pool && !_forward.ContainsKey(pooled)) PoolForward(pooled);
        else if ((node == pooled.Weights || node == pooled.BiasSums) && _backward.Add(pooled)) PoolBackward(pooled);
    }

    private void PoolForward(PooledConvolution pooled)
    {
        var lanes = new FusedConvolutionPoolBlocking(pooled.Lengths);
        var chosen =
            temporary(new(Shape.Of(lanes.Lengths.Images, lanes.Pooled.Area, 2 * lanes.Vectors), ElementKind.Bits));
        _forward[pooled] = (lanes, chosen);
        var (x, w) = (Schedule.Storage(pooled.Convolution.Inputs[0]), Schedule.Storage(pooled.Convolution.Inputs[1]));
        var bias = pooled.Bias is null ? -1 : bufferOf(Schedule.Storage(pooled.Bias));
        instructions.Add(
            new FusedConvolutionPoolStage<T>(
                lanes, new(bufferOf(x), bufferOf(w), bias, bufferOf(pooled.Pool), chosen)));
    }

    private void PoolBackward(PooledConvolution pooled)
    {
        // A cotangent that does not depend on what was pooled may come first.
        if (!_forward.ContainsKey(pooled)) PoolForward(pooled);
        var (lanes, chosen) = _forward[pooled];
        var sums = temporary(new(Shape.Of(OutputStep.Slots(lanes.Lengths), lanes.Lengths.Chunks, lanes.Sums)));
        var biases = pooled.BiasSums is null ? -1 : bufferOf(pooled.BiasSums);
        var (x, passed) =
            (Schedule.Storage(pooled.Convolution.Inputs[0]), Schedule.Storage(pooled.Cotangent!.Inputs[1]));
        instructions.Add(
            new FusedConvolutionPoolGradientStage<T>(lanes, new(bufferOf(x), bufferOf(passed), chosen, sums, biases)));
        instructions.Add(new ConvolutionChunksStage<T>(lanes.Lengths, new(lanes.Sums, 0, lanes.Row, 1), sums,
            bufferOf(pooled.Weights!)));
    }
}
