using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>How often each class was taken for each: a row for the label, a column for the prediction.</summary>
/// <param name="Counts">[classes, classes].</param>
public sealed record ConfusionMatrix(Tensor<int> Counts)
{
    /// <summary>How many classes there are.</summary>
    public int Classes => Counts.Shape[0];

    /// <summary>How many examples were looked at.</summary>
    public int Total => Counts.Elements.Sum();

    /// <summary>The fraction of examples that are right; NaN for none.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Classes).Sum(c => this[c, c]) / Total;

    /// <summary>How often a label was predicted as a class.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public int this[int label, int predicted] => Counts[label, predicted];

    /// <summary>Counts the predictions for a data set.</summary>
    /// <param name="predictions">A class for each example, in order.</param>
    /// <param name="data">The data set.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than examples, or one is not a class of
    /// the data set.</exception>
    public static ConfusionMatrix Of(ImmutableArray<int> predictions, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var count = predictions.IsDefault ? 0 : predictions.Length;
        if (count != data.Count)
        {
            throw new ArgumentException(
                $"There are {count} predictions for {data.Count} examples.", nameof(predictions));
        }

        var classes = data.Classes;
        var counts = new int[classes * classes];
        for (var i = 0; i < count; i++)
        {
            if ((uint)predictions[i] >= (uint)classes)
            {
                throw new ArgumentException(
                    $"The prediction {predictions[i]} for example {i} is not one of the {classes} classes 0 to "
                        + $"{classes - 1} of the "
                    + "data set. Does the model give one score for each class?",
                    nameof(predictions));
            }

            counts[(data.Label(i) * classes) + predictions[i]]++;
        }

        return new(Tensor.Of([classes, classes], (ReadOnlySpan<int>)counts));
    }

    /// <summary>Of the examples predicted as a class, the fraction that are; NaN for none.</summary>
    /// <param name="of">The class.</param>
    public double Precision(int of) =>
        (double)this[of, of] / Enumerable.Range(0, Classes).Sum(label => this[label, of]);

    /// <summary>Of the examples of a class, the fraction predicted as it; NaN for none.</summary>
    /// <param name="of">The class.</param>
    public double Recall(int of) =>
        (double)this[of, of] / Enumerable.Range(0, Classes).Sum(predicted => this[of, predicted]);

    /// <summary>The counts as a table: a line for each label, a column for each prediction.</summary>
    public override string ToString()
    {
        var width =
            Math.Max(5, Counts.Elements.DefaultIfEmpty().Max().ToString(CultureInfo.InvariantCulture).Length + 1);
        var text = new StringBuilder("label");
        for (var c = 0; c < Classes; c++) text.Append(c.ToString(CultureInfo.InvariantCulture).PadLeft(width));
        for (var label = 0; label < Classes; label++)
        {
            text.Append('\n').Append(label.ToString(CultureInfo.InvariantCulture).PadLeft(5));
            for (var c = 0; c < Classes; c++)
            {
                text.Append(this[label, c].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }
        }

        return text.ToString();
    }
}
