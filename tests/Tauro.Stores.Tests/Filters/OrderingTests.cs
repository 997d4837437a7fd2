using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Tests.Filters;

public sealed class OrderingTests
{
    private static readonly OrderBy[] Defaults =
    [
        new(new(FieldKind.Attribute, "start_time"), Descending: true), new(new(FieldKind.Attribute, "run_id")),
    ];

    private static readonly Row[] Rows =
    [
        new("none"), new("nan", ("metrics.a", double.NaN)), new("two", ("metrics.a", 2.0)),
        new("one", ("metrics.a", 1.0)),
        new("inf", ("metrics.a", double.PositiveInfinity)),
    ];

    [Theory]
    [InlineData("metrics.a", "one two inf nan none")]
    [InlineData("metrics.a ASC", "one two inf nan none")]
    [InlineData("metrics.a DESC", "inf two one nan none")]
    public void Rows_without_the_key_come_last_in_both_directions_and_NaN_just_before(string key, string expected) =>
        Assert.Equal(expected, Sort(Rows, key));

    [Fact]
    public void Params_are_sorted_as_strings() => Assert.Equal(
        "c a b",
        Sort([new("a", ("params.n", "10")), new("b", ("params.n", "9")), new("c", ("params.n", "1"))], "params.n"));

    [Fact]
    public void Ties_are_broken_by_the_default_order() => Assert.Equal(
        "c a b",
        Sort([new("a", ("start_time", 1.0)), new("b", ("start_time", 1.0)), new("c", ("start_time", 2.0))]));

    [Fact]
    public void A_requested_order_replaces_the_default_of_the_same_field() => Assert.Equal(
        "a c", Sort([new("c", ("start_time", 2.0)), new("a", ("start_time", 1.0))], "start_time ASC"));

    [Theory]
    [InlineData("start_time DOWN", "expected ASC, DESC or the end, found 'DOWN'")]
    [InlineData("", "expected a field")]
    [InlineData("5", "expected a field")]
    [InlineData("'x'", "expected a field")]
    [InlineData("colour", "Invalid attribute key 'colour'")]
    [InlineData("metrics.a DESC, metrics.b", "found ','")]
    public void An_invalid_sort_key_is_refused(string key, string message)
    {
        var problem = OrderByParser.Parse([key], FilterVocabulary.Runs).Problem;

        Assert.Equal(ProblemCodes.InvalidFilter, problem?.Code);
        Assert.Contains("Invalid order_by clause", problem!.Message);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void A_sort_key_given_twice_is_refused() =>
        Assert.Contains(
            "twice",
            OrderByParser.Parse(["run_id", "attributes.run_id DESC"], FilterVocabulary.Runs).Problem!.Message);

    [Fact]
    public void Too_many_sort_keys_are_refused() => Assert.Equal(
        ProblemCodes.LimitExceeded,
        OrderByParser.Parse(
            [.. Enumerable.Range(0, 21).Select(i => $"tags.t{i}")], FilterVocabulary.Runs).Problem?.Code);

    [Theory]
    [InlineData("fraud*", "fraud-v2", true)]
    [InlineData("fraud*", "Fraud", false)]
    [InlineData("v?", "v1", true)]
    [InlineData("v?", "v12", false)]
    [InlineData("a_b*", "axb", false)]
    [InlineData("100%*", "100% sure", true)]
    [InlineData("100%*", "1000", false)]
    [InlineData("a\\*", "a\\b", true)]
    [InlineData("*", "", true)]
    public void A_glob_matches_names_and_escapes_special_characters_of_LIKE(string glob, string name, bool expected) =>
        Assert.Equal(expected, new LikePattern(NameGlob.ToLike(glob)).IsMatch(name));

    [Fact]
    public void A_name_without_wildcards_is_compared_for_equality() =>
        Assert.Equal("Attribute:name Equal 'a_b'", FilterPrinter.Print(NameGlob.ToFilter("a_b")));

    private static RowComparer<Row> Order(params string[] keys) =>
        new(OrderByParser.Parse(keys, FilterVocabulary.Runs).Value, Defaults, new Row.Reader());

    private static string Sort(Row[] rows, params string[] keys) =>
        string.Join(" ", SortedPage.From(rows, Order(keys), new PageRequest()).Value.Items);
}
