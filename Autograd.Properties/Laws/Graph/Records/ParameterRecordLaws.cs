using System.Collections.Immutable;
using Autograd.Graph;
using Xunit;

namespace Autograd.Properties.Graph;

public sealed partial class ParameterRecordLaws
{
    private static readonly Net Sample = new(
        new Affine(1, 2),
        [new Affine(3, null), new Affine(4, 5)],
        [[6, null], [], [7]],
        "tanh",
        8)
    {
        Scale = 9,
        @event = new Affine(10, 11),
    };

    [Fact]
    public void Map_of_the_identity_keeps_every_leaf_and_the_structure()
    {
        var mapped = Sample.Map(leaf => leaf.Value);

        Assert.Equal(Leaves(Sample), Leaves(mapped));
        Assert.Null(mapped.Layers[0].Bias);
        Assert.Null(mapped.Grid[0][1]);
        Assert.Null(mapped.Absent);
    }

    [Fact]
    public void Map_of_a_composition_is_the_composition_of_maps()
    {
        static Expr F(Leaf leaf) => leaf.Value * leaf.Path.Length;
        static Expr G(Leaf leaf) => leaf.Value + 1;

        Assert.Equal(
            Leaves(Sample.Map(G).Map(F)),
            Leaves(Sample.Map(leaf => F(leaf with { Value = G(leaf) }))));
    }

    [Fact]
    public void Map_calls_its_function_once_per_leaf_in_the_order_of_declaration()
    {
        var seen = new List<Leaf>();
        Sample.Map(leaf =>
        {
            seen.Add(leaf);
            return leaf.Value;
        });

        Assert.Equal(Leaves(Sample), seen);
    }

    [Fact]
    public void Map_keeps_static_fields_and_computed_properties_follow_the_new_leaves()
    {
        var mapped = Sample.Map(leaf => leaf.Value + 1);

        Assert.Equal(("tanh", 8), (mapped.Activation, mapped.Width));
        Assert.Equal(Sample.Scale + 1, mapped.Scale);
        Assert.Equal((Expr)2 * (Sample.Scale + 1), mapped.Doubled);
    }

    [Fact]
    public void Map_leaves_its_argument_as_it_was()
    {
        var before = Leaves(Sample);
        Sample.Map(leaf => leaf.Value * 2);

        Assert.Equal(before, Leaves(Sample));
    }

    [Fact]
    public void Fold_visits_positional_fields_first_then_those_of_the_body_each_with_its_path() => Assert.Equal(
        [
            "Input.Weight", "Input.Bias",
            "Layers[0].Weight", "Layers[1].Weight", "Layers[1].Bias",
            "Grid[0][0]", "Grid[2][0]",
            "Scale",
            "event.Weight", "event.Bias",
        ],
        Leaves(Sample).Select(leaf => leaf.Path));

    [Fact]
    public void Fold_counts_the_leaves_that_are_present() =>
        Assert.Equal((10, 0), (Count(Sample), Count(new Nothing())));

    [Fact]
    public void Fold_goes_from_the_left() =>
        Assert.Equal("Weight;Bias;", new Affine(1, 2).Fold("", (text, leaf) => text + leaf.Path + ";"));

    [Fact]
    public void Zip_with_itself_gives_each_leaf_twice()
    {
        var zipped = Sample.Zip(Sample, (leaf, same) =>
        {
            Assert.Same(leaf.Value, same);
            return leaf.Value + same;
        });

        Assert.Equal(Leaves(Sample.Map(leaf => leaf.Value + leaf.Value)), Leaves(zipped));
    }

    [Fact]
    public void Zip_gives_the_paths_of_fold_and_the_leaves_of_both_in_order()
    {
        var other = Sample.Map(leaf => leaf.Value * 100);
        var seen = new List<(Leaf, Expr)>();
        var first = Sample.Zip(other, (leaf, value) =>
        {
            seen.Add((leaf, value));
            return leaf.Value;
        });

        Assert.Equal(Leaves(Sample).Zip(Leaves(other), (leaf, there) => (leaf, there.Value)), seen);
        Assert.Equal(Leaves(Sample), Leaves(first));
    }

    [Fact]
    public void A_generic_record_prefixes_the_paths_of_what_it_holds()
    {
        var momentum = new Momentum<Momentum<Affine>>(new Momentum<Affine>(new Affine(1, 2), 3, null), 4, null);

        Assert.Equal(
            ["Velocity.Velocity.Weight", "Velocity.Velocity.Bias", "Velocity.Count", "Count"], Paths(momentum));
        Assert.Equal(["Velocity", "Count", "Slow"], Paths(new Momentum<Expr>(1, 2, 3)));
    }

    [Fact]
    public void A_recursive_record_is_visited_to_its_ends()
    {
        var tree = new Tree(1, [new Tree(2, [], null), new Tree(3, [], new Tree(4, [], null))], new Tree(5, [], null));

        Assert.Equal(
            ["Value", "Children[0].Value", "Children[1].Value", "Children[1].Next.Value", "Next.Value"], Paths(tree));
        Assert.Equal(Leaves(tree), Leaves(tree.Map(leaf => leaf.Value)));
    }

    [Fact]
    public void A_record_written_by_hand_takes_part_through_the_interface()
    {
        var holder = new Holder(new Pair(1, 2));

        Assert.Equal(["Pair[0]", "Pair[1]"], Paths(holder));
        Assert.Equal([2, 3], Leaves(holder.Map(leaf => leaf.Path == "Pair[0]" ? 2 : 3)).Select(leaf => leaf.Value));
    }

    [Fact]
    public void An_array_that_was_never_set_counts_as_empty()
    {
        var unset = new Tree(1, default, null);

        Assert.Equal(["Value"], Paths(unset));
        Assert.Empty(unset.Zip(new Tree(2, [], null), (leaf, _) => leaf.Value).Children);
    }

    [Fact]
    public void Zip_of_records_whose_static_fields_differ_names_the_field_and_both_values() => Refused(
        "Net.Activation is static and must be the same in both records: it is 'tanh' in this one and 'relu' in the "
            + "other.",
        Sample with { Activation = "relu" });

    [Fact]
    public void Zip_of_arrays_whose_lengths_differ_names_the_field_and_both_lengths() => Refused(
        "Net.Layers has 2 elements in this record and 3 in the other; both must have the same structure.",
        Sample with { Layers = Sample.Layers.Add(new Affine(0, 0)) });

    [Fact]
    public void Zip_of_an_absent_leaf_with_a_present_one_names_the_field()
    {
        Refused(
            "Affine.Bias is absent (null) in this record and present in the other; both must have the same structure.",
            Sample with { Layers = [new Affine(3, 3), new Affine(4, 5)] });
        Refused(
            "Net.Grid[0][1] is absent (null) in this record and present in the other; both must have the same "
                + "structure.",
            Sample with { Grid = [[6, 6], [], [7]] });
        Refused(
            "Affine.Bias is present in this record and absent (null) in the other; both must have the same structure.",
            Sample with { Input = new Affine(1, null) });
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        Assert.Throws<ArgumentNullException>("f", () => Sample.Map(null!));
        Assert.Throws<ArgumentNullException>("other", () => Sample.Zip(null!, (leaf, _) => leaf.Value));
        Assert.Throws<ArgumentNullException>("f", () => Sample.Fold(0, null!));
    }

    private static List<Leaf> Leaves<T>(T record)
        where T : IParameterRecord<T> => [.. record.Fold(ImmutableList<Leaf>.Empty, (all, leaf) => all.Add(leaf))];

    private static IEnumerable<string> Paths<T>(T record)
        where T : IParameterRecord<T> => Leaves(record).Select(leaf => leaf.Path);

    private static int Count<T>(T record)
        where T : IParameterRecord<T> => record.Fold(0, (count, _) => count + 1);

    private static void Refused(string message, Net other)
    {
        var error = Assert.Throws<ArgumentException>(nameof(other), () => Sample.Zip(other, (leaf, _) => leaf.Value));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [ParameterRecord]
    internal sealed partial record Affine(Expr Weight, Expr? Bias);

    [ParameterRecord]
    internal sealed partial record Net(
        Affine Input,
        ImmutableArray<Affine> Layers,
        ImmutableArray<ImmutableArray<Expr?>> Grid,
        [Static] string Activation,
        [property: Static] int Width)
    {
        public required Expr Scale { get; init; }

        public required Affine @event { get; init; }

        public ImmutableArray<Affine>? Absent { get; init; }

        public Expr Doubled => 2 * Scale;
    }

    [ParameterRecord]
    internal sealed partial record Momentum<T>(T Velocity, Expr Count, T? Slow)
        where T : class, IParameterRecord<T>;

    [ParameterRecord]
    internal sealed partial record Tree(Expr Value, ImmutableArray<Tree> Children, Tree? Next);

    [ParameterRecord]
    internal sealed partial record Nothing;

    [ParameterRecord]
    internal sealed partial record Holder(Pair Pair);

    // Implements the interface explicitly and names its leaves as an array's.
    internal sealed record Pair(Expr First, Expr Second) : IParameterRecord<Pair>
    {
        Pair IParameterRecord<Pair>.Map(Func<Leaf, Expr> f) =>
            new(f(new Leaf("[0]", First)), f(new Leaf("[1]", Second)));

        Pair IParameterRecord<Pair>.Zip(Pair other, Func<Leaf, Expr, Expr> f) =>
            new(f(new Leaf("[0]", First), other.First), f(new Leaf("[1]", Second), other.Second));

        TState IParameterRecord<Pair>.Fold<TState>(TState seed, Func<TState, Leaf, TState> f) =>
            f(f(seed, new Leaf("[0]", First)), new Leaf("[1]", Second));
    }
}
