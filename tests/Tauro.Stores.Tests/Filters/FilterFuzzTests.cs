using System.Diagnostics;
using Tauro.Contracts;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Tests.Filters;

public sealed class FilterFuzzTests
{
    private static readonly string[] Pieces =
    [
        "metrics.a", "params.`b c`", "tags.\"x\"", "status", "name", "run_id", "start_time", "=", "!=", "<",
        ">=", "LIKE", "ILIKE", "RLIKE", "IN", "NOT", "AND", "OR", "BETWEEN", "IS", "NULL", "(", ")", ",", "1", "-2.5e9",
        "'text'", "'a%'",
        "\"q\"", "`", "'", "\"", ";", "\\", "😀", "\0", "\uD800", ".", "..", "'(a+)+$'", "'[a-z]{3}'", "\n", " ",
        "1e999", "number(", "min(", "max(metrics.a)", "parent.tags.t", "parent.", "duration", "parent_run_id",
    ];

    /// <summary>The time limit is generous for shared machines; an unbounded search would take minutes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_parser_returns_quickly_and_never_throws_for_any_input(int seed)
    {
        var random = new Random(seed);
        var parsed = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var value = string.Join(random.Next(2) == 0 ? " " : "", random.GetItems(Pieces, random.Next(1, 14)));
            var clock = Stopwatch.StartNew();

            var outcome = FilterParser.Parse(value, FilterVocabulary.Runs);

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), value);
            if (outcome.IsOk) parsed++;
            else Assert.False(string.IsNullOrWhiteSpace(outcome.Problem.Message));
            if (outcome.IsOk)
            {
                FilterEvaluator.Compile(outcome.Value, new Row.Reader())(new Row("r", ("status", "RUNNING")));
            }

            _ = OrderByParser.Parse([value], FilterVocabulary.Runs).IsOk;
        }

        Assert.True(parsed > 0, "None of the random strings was a valid filter; choose other pieces.");
    }

    [Theory]
    [InlineData("'")]
    [InlineData("`")]
    [InlineData("''")]
    [InlineData("(")]
    [InlineData("tags.a='x' or ")]
    [InlineData("a.")]
    [InlineData("- ")]
    [InlineData("\"\"`")]
    public void A_repeated_piece_up_to_the_limit_is_refused_quickly(string piece)
    {
        var value = string.Concat(Enumerable.Repeat(piece, Limits.FilterLengthMax / piece.Length));
        var clock = Stopwatch.StartNew();

        Assert.False(FilterParser.Parse(value, FilterVocabulary.Runs).IsOk);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)*b")]
    [InlineData("(\\w*a\\w{20})+$")]
    [InlineData("(a|b)*a(a|b){20}c")]
    [InlineData(".*.*.*.*.*.*.*x")]
    public void A_slow_pattern_is_evaluated_or_cancelled_quickly(string pattern)
    {
        var random = new Random(1);
        var value = string.Concat(random.GetItems("ab".AsSpan(), Limits.ParamValueLengthMax));
        var clock = Stopwatch.StartNew();

        var given = Record.Exception(() => Row.Matches($"tags.a RLIKE '{pattern}'", ("tags.a", value)));
        Assert.True(given is null or SearchTooCostlyException, given?.ToString());
        _ = Row.Matches($"tags.a LIKE '{new string('%', 100)}a%a%a%b'", ("tags.a", value));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }
}
