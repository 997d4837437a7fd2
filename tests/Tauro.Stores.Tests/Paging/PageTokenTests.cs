using System.Buffers.Text;
using System.Text;
using Tauro.Contracts;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Tests.Paging;

public sealed class PageTokenTests
{
    private static readonly Field Accuracy = new(FieldKind.Metric, "acc");

    [Fact]
    public void A_token_reads_back_as_it_was_written()
    {
        Literal?[] keys =
        [
            null, Literal.From("a\"<ü😀\n"), Literal.From(""), Literal.From(double.NaN), Literal.From(-0.1),
            Literal.From(double.PositiveInfinity), Literal.From(1_700_000_000_123),
        ];
        var token = PageToken.Write(keys, "runs", "0");

        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.Null(PageToken.Read(token, keys.Length, out var last, "runs", "0"));
        Assert.Equal(keys, last);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_token_means_the_first_page(string? token)
    {
        Assert.Null(PageToken.Read(token, 1, out var last, "runs"));
        Assert.Null(last);
    }

    [Theory]
    [InlineData("nonsense!")]
    [InlineData("AAAA")]
    [InlineData("{}", true)]
    [InlineData("[", true)]
    [InlineData("null", true)]
    [InlineData("[]", true)]
    [InlineData("[null,null]", true)]
    [InlineData("""["$",1]""", true)]
    [InlineData("""["$","x1"]""", true)]
    [InlineData("""["$","nxyz"]""", true)]
    [InlineData("""["$","n11111111111111111"]""", true)]
    [InlineData("""["$","n"]""", true)]
    [InlineData("""["$"]""", true)]
    [InlineData("""["$","ta","tb"]""", true)]
    [InlineData("""["other","ta"]""", true)]
    public void An_invalid_token_is_refused(string token, bool encode = false)
    {
        var own = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(PageToken.Write([], "runs")))[2..^2];
        if (encode) token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token.Replace("$", own)));

        Assert.Equal(ProblemCodes.InvalidPageToken, PageToken.Read(token, 1, out _, "runs")?.Code);
    }

    [Fact]
    public void A_token_that_is_too_long_is_refused()
    {
        var token = PageToken.Write([Literal.From(new string('x', 20_000))], "runs");
        Assert.Equal(ProblemCodes.InvalidPageToken, PageToken.Read(token, 1, out _, "runs")?.Code);
    }

    [Fact]
    public void Different_queries_refuse_each_others_tokens()
    {
        object?[][] queries =
        [
            [], ["a"], ["a", null], [null, "a"], ["a", "b"], ["ab"], [new[] { "a", "b" }], [new[] { "ab" }], [1], [2],
            [true], [FieldKind.Tag], [new OrderBy(Accuracy)], [new OrderBy(Accuracy, Descending: true)],
            .. Filters().Select(filter => new object?[] { filter }),
        ];
        for (var i = 0; i < queries.Length; i++)
        {
            var token = PageToken.Write([Literal.From(1)], queries[i]);
            for (var j = 0; j < queries.Length; j++)
                Assert.Equal(i == j, PageToken.Read(token, 1, out _, queries[j]) is null);
        }
    }

    private static Filter[] Filters()
    {
        var above = new Filter.Compare(Accuracy, CompareOperator.Greater, Literal.From(0.5));
        var below = new Filter.Compare(Accuracy, CompareOperator.Less, Literal.From(0.5));
        return
        [
            above, below, above with { Literal = Literal.From(0.6) }, new Filter.And(above, below),
            new Filter.And(below, above), new Filter.Or(above, below), new Filter.Not(above), new Filter.Not(below),
            new Filter.In(Accuracy, [Literal.From("a"), Literal.From("b")], false),
            new Filter.In(Accuracy, [Literal.From("a"), Literal.From("c")], false),
            new Filter.In(Accuracy, [Literal.From("a"), Literal.From("b")], true),
            new Filter.Between(Accuracy, Literal.From(1), Literal.From(2)),
            new Filter.Between(Accuracy, Literal.From(1), Literal.From(3)),
            new Filter.IsNull(Accuracy, false), new Filter.IsNull(Accuracy, true),
        ];
    }
}
