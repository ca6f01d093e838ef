using Autograd.Graph;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph;

/// <summary>Scores of a classifier, [n, classes] with at least one of each, and a label for each row.</summary>
public sealed record ClassifierRows(Tensor<double> Scores, Tensor<int> Labels)
{
    public Tensor<double> OneHot =>
        Tensor.Generate(Scores.Shape, i => Labels.Elements[i / Scores.Shape[1]] == i % Scores.Shape[1] ? 1.0 : 0);

    public override string ToString() => $"{Scores} labelled {Labels}";
}

public static class RowArbitraries
{
    public static Arbitrary<ClassifierRows> Rows() => Arb.From(
        from n in Gen.Choose(1, 4)
        from classes in Gen.Choose(1, 5)
        from scores in Values.Tensors(Shape.Of(n, classes))
        from labels in Values.Indices(Shape.Of(n), classes)
        select new ClassifierRows(scores, labels));
}
