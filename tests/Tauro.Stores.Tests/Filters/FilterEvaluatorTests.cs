using Tauro.Stores.Filters;
using static Tauro.Stores.Tests.Filters.Row;

namespace Tauro.Stores.Tests.Filters;

/// <summary>The rules that MLflow's users rely on, one per test, and Tauro's additions.</summary>
public sealed class FilterEvaluatorTests
{
    [Theory]
    [InlineData("metrics.a != 1")]
    [InlineData("params.a != 'x'")]
    [InlineData("tags.a != 'x'")]
    [InlineData("tags.a NOT IN ('x')")]
    [InlineData("tags.a NOT LIKE 'x'")]
    [InlineData("metrics.a NOT BETWEEN 1 AND 2")]
    [InlineData("end_time != 5")]
    public void Not_equal_does_not_match_a_row_without_the_key(string filter) =>
        Assert.False(Matches(filter, ("metrics.b", 1.0)));

    [Theory]
    [InlineData("metrics.a != 1", "metrics.a", 2.0)]
    [InlineData("params.a != 'x'", "params.a", "y")]
    [InlineData("tags.a NOT IN ('x')", "tags.a", "y")]
    [InlineData("tags.a NOT LIKE 'x%'", "tags.a", "y")]
    public void Not_equal_matches_another_value(string filter, string field, object value) =>
        Assert.True(Matches(filter, (field, value)));

    [Fact]
    public void The_negation_of_a_comparison_matches_a_row_without_the_key() =>
        Assert.True(Matches("NOT metrics.a = 1", ("metrics.b", 1.0)));

    [Theory]
    [InlineData("metrics.a > -1", false)]
    [InlineData("metrics.a >= 0", false)]
    [InlineData("metrics.a < 0.1", false)]
    [InlineData("metrics.a <= 0", false)]
    [InlineData("metrics.a = 0", false)]
    [InlineData("metrics.a != 0", true)]
    [InlineData("metrics.a BETWEEN -1 AND 1", false)]
    [InlineData("metrics.a NOT BETWEEN -1 AND 1", true)]
    [InlineData("metrics.a IN (0)", false)]
    [InlineData("metrics.a NOT IN (0)", true)]
    [InlineData("NOT metrics.a < 0.1", true)]
    [InlineData("metrics.a IS NULL", false)]
    public void A_NaN_metric_is_only_unequal(string filter, bool expected) =>
        Assert.Equal(expected, Matches(filter, ("metrics.a", double.NaN)));

    [Theory]
    [InlineData("metrics.a > 1e308", double.PositiveInfinity, true)]
    [InlineData("metrics.a < -1e308", double.NegativeInfinity, true)]
    [InlineData("metrics.a = 0", -0.0, true)]
    [InlineData("metrics.a BETWEEN 1 AND 2", 1.0, true)]
    [InlineData("metrics.a BETWEEN 1 AND 2", 2.0, true)]
    [InlineData("metrics.a BETWEEN 2 AND 1", 1.5, false)]
    [InlineData("metrics.a >= 1.5", 1.5, true)]
    [InlineData("metrics.a < 1.5", 1.5, false)]
    [InlineData("metrics.a <= 1.5", 1.5, true)]
    public void Numbers_compare_as_numbers(string filter, double value, bool expected) =>
        Assert.Equal(expected, Matches(filter, ("metrics.a", value)));

    [Theory]
    [InlineData("Fraud", false)]
    [InlineData("fraud", true)]
    [InlineData("fraud detector", true)]
    public void LIKE_is_case_sensitive(string value, bool expected) =>
        Assert.Equal(expected, Matches("tags.a LIKE 'fraud%'", ("tags.a", value)));

    [Theory]
    [InlineData("fraud", "FRAUD", true)]
    [InlineData("FRaud%", "frAUD detector", true)]
    [InlineData("%Ö%", "größe", true)]
    [InlineData("fraud", "frauds", false)]
    public void ILIKE_is_case_insensitive(string pattern, string value, bool expected) =>
        Assert.Equal(expected, Matches($"tags.a ILIKE '{pattern}'", ("tags.a", value)));

    [Theory]
    [InlineData("%", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("_", "", false)]
    [InlineData("_", "😀", true)]
    [InlineData("a_c", "abc", true)]
    [InlineData("a%b%c", "aXbXbXc", true)]
    [InlineData("a%b%c", "aXbXbX", false)]
    [InlineData("%ab", "aab", true)]
    [InlineData("%%a", "bca", true)]
    [InlineData("50\\%", "50%", true)]
    [InlineData("50\\%", "50x", false)]
    [InlineData("a\\_b", "axb", false)]
    [InlineData("a\\\\b", "a\\b", true)]
    [InlineData("a\\b", "a\\b", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("line%", "line\nnext", true)]
    public void A_LIKE_pattern_must_match_the_entire_string(string pattern, string value, bool expected) =>
        Assert.Equal(expected, Matches($"tags.a LIKE '{pattern}'", ("tags.a", value)));

    [Fact]
    public void RLIKE_matches_anywhere_in_the_string()
    {
        Assert.True(Matches("tags.a RLIKE 'b+c'", ("tags.a", "abbbcd")));
        Assert.False(Matches("tags.a RLIKE '^b+c'", ("tags.a", "abbbcd")));
        Assert.False(Matches("tags.a RLIKE 'B'", ("tags.a", "abc")));
    }

    [Fact]
    public void The_regular_expressions_of_a_search_have_one_time_limit_for_all_tables()
    {
        var budget = new RegexBudget();
        var strings = new StringTests(budget);
        Func<Row, bool>[] tables =
        [
            .. new[] { "tags.a RLIKE 'x'", "tags.a RLIKE 'x'", "tags.a RLIKE 'y' OR tags.a RLIKE 'z'" }.Select(
                filter => FilterEvaluator.Compile(
                    FilterParser.Parse(filter, FilterVocabulary.Runs).Value, new Reader(), strings)),
        ];
        var row = new Row("row", ("tags.a", "x"));
        Assert.Equal([true, true, false], tables.Select(matches => matches(row)));

        budget.TrySpend(TimeSpan.FromSeconds(5));

        Assert.All(tables, matches => Assert.Throws<SearchTooCostlyException>(() => matches(row)));
    }

    [Fact]
    public void A_search_compiles_each_pattern_once()
    {
        var strings = new StringTests();

        Assert.Same(strings.Get(CompareOperator.RLike, "a+"), strings.Get(CompareOperator.RLike, "a+"));
        Assert.NotSame(strings.Get(CompareOperator.RLike, "a+"), strings.Get(CompareOperator.RLike, "b+"));
    }

    [Theory]
    [InlineData("status = 'FINISHED'", true)]
    [InlineData("status = 'COMPLETED'", true)]
    [InlineData("status != 'FINISHED'", false)]
    [InlineData("status IN ('RUNNING', 'FINISHED')", true)]
    [InlineData("status = 'RUNNING'", false)]
    public void FINISHED_and_COMPLETED_are_the_same_status(string filter, bool expected) =>
        Assert.Equal(expected, Matches(filter, ("status", "COMPLETED")));

    [Theory]
    [InlineData("tags.a = 'x' AND tags.b = 'y'", true)]
    [InlineData("tags.a = 'x' AND tags.b = 'z'", false)]
    [InlineData("tags.a = 'q' OR tags.b = 'y'", true)]
    [InlineData("NOT (tags.a = 'x' AND tags.b = 'z')", true)]
    [InlineData("tags.a IS NULL OR params.a IS NULL", true)]
    [InlineData("tags.a IS NOT NULL AND params.a IS NOT NULL", false)]
    [InlineData("tags.A = 'x'", false)]
    [InlineData("tags.a = 'X'", false)]
    [InlineData("", true)]
    public void Comparisons_can_be_combined(string filter, bool expected) =>
        Assert.Equal(expected, Matches(filter, ("tags.a", "x"), ("tags.b", "y")));

    [Theory]
    [InlineData("params.a < 0.01", "1e-3", true)]
    [InlineData("params.a < 0.01", "0.1", false)]
    [InlineData("params.a = 0.1", "0.10", true)]
    [InlineData("params.a = 0.1", " +1E-1 ", true)]
    [InlineData("params.a != 0.1", "0.2", true)]
    [InlineData("params.a IN (1, 2)", "2.0", true)]
    [InlineData("params.a NOT IN (1, 2)", "3", true)]
    [InlineData("params.a BETWEEN 1 AND 2", "2", true)]
    [InlineData("params.a > 1", "inf", true)]
    [InlineData("params.a < 1", "-inf", true)]
    [InlineData("number(params.a) IS NULL", "adam", true)]
    [InlineData("number(params.a) IS NOT NULL", "5", true)]
    [InlineData("number(params.a) IS NULL", "nan", false)]
    [InlineData("tags.a > 9", "10", false)]
    public void A_param_compared_with_a_number_is_compared_as_a_number(string filter, string value, bool expected) =>
        Assert.Equal(expected, Matches(filter, ("params.a", value)));

    [Theory]
    [InlineData("adam")]
    [InlineData("True")]
    [InlineData("")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("[1]")]
    public void A_param_that_is_no_number_matches_no_comparison_with_one(string value)
    {
        foreach (var comparison in new[]
        {
            "= 0", "!= 0", "< 1e9", ">= -1e9", "IN (0)", "NOT IN (0)", "BETWEEN -1e9 AND 1e9", "NOT BETWEEN 5 AND 6",
        })
        {
            Assert.False(Matches($"params.a {comparison}", ("params.a", value)), comparison);
        }
    }

    [Theory]
    [InlineData("params.a > -1", false)]
    [InlineData("params.a <= 0", false)]
    [InlineData("params.a = 0", false)]
    [InlineData("params.a IN (0)", false)]
    [InlineData("params.a BETWEEN -1 AND 1", false)]
    [InlineData("params.a != 0", true)]
    public void A_param_that_is_NaN_is_only_unequal(string filter, bool expected) =>
        Assert.Equal(expected, Matches(filter, ("params.a", "NaN")));
}
