using Tauro.Contracts;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Tests.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData(null, "everything")]
    [InlineData("", "everything")]
    [InlineData(" \t\r\n ", "everything")]
    [InlineData("metrics.acc > 0.9", "Metric:acc Greater 0.9")]
    [InlineData("metric.acc>=-1.5e-3", "Metric:acc GreaterOrEqual -0.0015")]
    [InlineData("metrics.acc<+1e3", "Metric:acc Less 1000")]
    [InlineData("metrics.acc <= .5", "Metric:acc LessOrEqual 0.5")]
    [InlineData("metrics.acc <> 5.", "Metric:acc NotEqual 5")]
    [InlineData("METRICS.Acc == 1", "Metric:Acc Equal 1")]
    [InlineData("params.lr = '0.1'", "Param:lr Equal '0.1'")]
    [InlineData("param.lr = \"0.1\"", "Param:lr Equal '0.1'")]
    [InlineData("parameter.lr != '0.1'", "Param:lr NotEqual '0.1'")]
    [InlineData("parameters.lr != ''", "Param:lr NotEqual ''")]
    [InlineData("tag.a = 'it''s'", "Tag:a Equal 'it's'")]
    [InlineData("tags.a = \"say \"\"hi\"\"\"", "Tag:a Equal 'say \"hi\"'")]
    [InlineData("tags.`my key` = 'x'", "Tag:my key Equal 'x'")]
    [InlineData("tags.\"my key\" = 'x'", "Tag:my key Equal 'x'")]
    [InlineData("`tags`.`a``b` = 'x'", "Tag:a`b Equal 'x'")]
    [InlineData("tags.mlflow.source.name = 'x'", "Tag:mlflow.source.name Equal 'x'")]
    [InlineData("metrics.val/acc-top:5 > 1", "Metric:val/acc-top:5 Greater 1")]
    [InlineData("metrics.größe > 1", "Metric:größe Greater 1")]
    [InlineData("tags.a = '😀 (x) AND \\d'", "Tag:a Equal '😀 (x) AND \\d'")]
    [InlineData("metrics.and > 1 and metrics.`not` < 2", "(Metric:and Greater 1 AND Metric:not Less 2)")]
    [InlineData("tags.a = 'x' or tags.b = 'y' and tags.c = 'z'",
        "(Tag:a Equal 'x' OR (Tag:b Equal 'y' AND Tag:c Equal 'z'))")]
    [InlineData("(tags.a = 'x' OR tags.b = 'y') AND NOT tags.c = 'z'",
        "((Tag:a Equal 'x' OR Tag:b Equal 'y') AND NOT Tag:c Equal 'z')")]
    [InlineData("NOT NOT (tags.a = 'x')", "NOT NOT Tag:a Equal 'x'")]
    [InlineData("run_id IN ('a', \"b\")", "Attribute:run_id IN ['a' 'b']")]
    [InlineData("run_id not in ('a')", "Attribute:run_id NOT IN ['a']")]
    [InlineData("metrics.a IN (1,2)", "Metric:a IN [1 2]")]
    [InlineData("metrics.a BETWEEN 1 AND 2 AND metrics.b = 3", "(Metric:a BETWEEN 1 2 AND Metric:b Equal 3)")]
    [InlineData("metrics.a NOT BETWEEN 1 AND 2", "Metric:a NOT BETWEEN 1 2")]
    [InlineData("tags.a LIKE 'x%'", "Tag:a Like 'x%'")]
    [InlineData("tags.a ilike 'x%'", "Tag:a ILike 'x%'")]
    [InlineData("tags.a RLIKE '^x[0-9]{2}$'", "Tag:a RLike '^x[0-9]{2}$'")]
    [InlineData("tags.a NOT LIKE 'x%'", "Tag:a NOT Like 'x%'")]
    [InlineData("params.a IS NULL", "Param:a IS NULL")]
    [InlineData("end_time is not null", "Attribute:end_time IS NOT NULL")]
    [InlineData("attribute.status = 'RUNNING'", "Attribute:status Equal 'RUNNING'")]
    [InlineData("attr.user = 'ann'", "Attribute:user_id Equal 'ann'")]
    [InlineData("run.Created > 5", "Attribute:start_time Greater 5")]
    [InlineData("attributes.`Run name` = 'x'", "Attribute:run_name Equal 'x'")]
    [InlineData("\"run name\" = 'x'", "Attribute:run_name Equal 'x'")]
    [InlineData("name = 'x'", "Attribute:run_name Equal 'x'")]
    [InlineData("status = 'FINISHED'", "Attribute:status Equal 'COMPLETED'")]
    [InlineData("status IN ('finished', 'Completed')", "Attribute:status IN ['COMPLETED' 'COMPLETED']")]
    [InlineData("experiment_id = '1'", "Attribute:experiment_id Equal '1'")]
    [InlineData("params.lr = 0.1", "Number(Param:lr) Equal 0.1")]
    [InlineData("params.lr < 1e-3", "Number(Param:lr) Less 0.001")]
    [InlineData("params.lr IN (1, 2)", "Number(Param:lr) IN [1 2]")]
    [InlineData("params.lr BETWEEN 1 AND 2", "Number(Param:lr) BETWEEN 1 2")]
    [InlineData("tags.n NOT BETWEEN 1 AND 2", "Number(Tag:n) NOT BETWEEN 1 2")]
    [InlineData("number(params.lr) IS NULL", "Number(Param:lr) IS NULL")]
    [InlineData("NUMBER ( params.`my lr` ) >= 1", "Number(Param:my lr) GreaterOrEqual 1")]
    [InlineData("min(metrics.loss) < 0.1 AND max(metric.loss) < 5",
        "(Min(Metric:loss) Less 0.1 AND Max(Metric:loss) Less 5)")]
    [InlineData("first(metrics.loss) > 1", "First(Metric:loss) Greater 1")]
    [InlineData("last(metrics.loss) > 1", "Metric:loss Greater 1")]
    [InlineData("metrics.loss.min < 1", "Metric:loss.min Less 1")]
    [InlineData("metrics.min < 1 AND params.number = 'x'", "(Metric:min Less 1 AND Param:number Equal 'x')")]
    [InlineData("duration > 60000", "Attribute:duration Greater 60000")]
    [InlineData("parent_run_id IS NULL", "Attribute:parent_run_id IS NULL")]
    [InlineData("parent.tags.team = 'x'", "parent Tag:team Equal 'x'")]
    [InlineData("Parent.`tags`.`my team` = 'x'", "parent Tag:my team Equal 'x'")]
    [InlineData("parent.status = 'FINISHED'", "parent Attribute:status Equal 'COMPLETED'")]
    [InlineData("parent.params.lr < 1", "Number(parent Param:lr) Less 1")]
    [InlineData("min(parent.metrics.loss) < 1", "Min(parent Metric:loss) Less 1")]
    [InlineData("parent.dataset.name = 'x'", "parent Dataset:name Equal 'x'")]
    public void Valid_filters_are_parsed(string? value, string expected)
    {
        var outcome = FilterParser.Parse(value, FilterVocabulary.Runs);

        Assert.True(outcome.IsOk, outcome.Problem?.Message);
        Assert.Equal(expected, FilterPrinter.Print(outcome.Value));
    }

    [Theory]
    [InlineData("metrics.acc > '0.9'", "'metrics.acc' is compared with a number, but found ''0.9'';", "position 15")]
    [InlineData("metrics.acc > nan", "is compared with a number", "position 15")]
    [InlineData("params.lr < '0.1'", "is a string; write a number without quotes", "position 11")]
    [InlineData("number(params.lr) = '0.1'", "'number(params.lr)' is compared with a number", "position 21")]
    [InlineData("params.lr IN (1, 'x')", "compared with a number, but found ''x''", "position 18")]
    [InlineData("params.lr IN ('x', 1)", "compared with a string, but found '1'", "position 20")]
    [InlineData("number(params.lr) LIKE '1%'", "'LIKE' is for strings", "position 1")]
    [InlineData("number(metrics.a) > 1", "'number' is not a function of 'metrics.a'; there are min", "position 1")]
    [InlineData("min(params.lr) > 1", "'min' is not a function of 'params.lr'; there are number", "position 1")]
    [InlineData("mean(metrics.a) > 1", "'mean' is not a function of 'metrics.a'; there are min, max, first", "1)")]
    [InlineData("min(start_time) > 1", "'min' is not a function of 'start_time'; write it without", "position 1")]
    [InlineData("min(metrics.a > 1", "expected ), found '>'", "position 15")]
    [InlineData("min() > 1", "expected a field", "position 5")]
    [InlineData("min(min(metrics.a)) > 1", "Invalid attribute key 'min'", "position 5")]
    [InlineData("parent.parent.tags.a = 'x'", "Invalid entity type 'parent'", "position 8")]
    [InlineData("parent.colour = 'x'", "Invalid attribute key 'colour'", "position 8")]
    [InlineData("parent. = 'x'", "a field of the parent is missing", "position 8")]
    [InlineData("params.lr = `x`", "is compared with a string", "position 13")]
    [InlineData("status = RUNNING", "is compared with a string, but found 'RUNNING'", "position 10")]
    [InlineData("status < 'RUNNING'", "'<' is for numbers and 'status' is a string", "position 8")]
    [InlineData("tags.a >= 'x'", "'>=' is for numbers", "position 8")]
    [InlineData("tags.a BETWEEN 'x' AND 'y'", "'BETWEEN' is for numbers", "position 8")]
    [InlineData("start_time LIKE '1%'", "'LIKE' is for strings and 'start_time' is a number", "position 1")]
    [InlineData("colour = 'x'", "Invalid attribute key 'colour' specified. Valid keys are run_id", "position 1")]
    [InlineData("metrics.a = 1 AND run.lifecycle = 'x'", "Invalid attribute key 'lifecycle'", "position 19")]
    [InlineData("trace.x = 'x'", "Invalid entity type 'trace'", "attribute, metric, param, tag")]
    [InlineData("models.name = 'x'", "Invalid entity type 'models'", "position 1")]
    [InlineData("datasets.source = 'x'", "Invalid dataset attribute 'source'", "position 1")]
    [InlineData("status < 'RUNNING'", "Invalid comparator '<' not one of =", "position 8")]
    [InlineData("params.lr = x", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value", ":")]
    [InlineData("status = 5", "Expected a quoted string value or a list of quoted string values for attributes", ".")]
    [InlineData("metrics.a > 'x'", "Expected numeric value type for metric. Found 'x'", "position 13")]
    [InlineData("metrics.a = 1;", "';' is not part of the grammar", "position 14")]
    [InlineData("metrics.a = 1 # all", "'#' is not part", "position 15")]
    [InlineData("tags.a = 'x", "the quote ' is not closed", "position 10")]
    [InlineData("tags.`a = 'x'", "the quote ` is not closed", "position 6")]
    [InlineData("tags. = 'x'", "'tags.' is not a field", "position 1")]
    [InlineData("tags.`` = 'x'", "is not a field", "position 1")]
    [InlineData("tags.`a`b = 'x'", "is not a field", "position 1")]
    [InlineData(".a = 'x'", "is not a field", "position 1")]
    [InlineData("metrics.a", "expected an operator", "found the end")]
    [InlineData("metrics.a =", "is compared with a number, but found the end", "position 12")]
    [InlineData("metrics.a = 1 metrics.b = 2", "expected AND, OR or the end, found 'metrics.b'", "position 15")]
    [InlineData("metrics.a = 1 AND", "expected a field", "found the end")]
    [InlineData("AND metrics.a = 1", "expected a field", "found 'AND'")]
    [InlineData("1 = 1", "expected a field", "found '1'")]
    [InlineData("'a' = 'a'", "expected a field", "position 1")]
    [InlineData("(metrics.a = 1", "expected AND, OR or ), found the end", "position 15")]
    [InlineData("metrics.a = 1)", "expected AND, OR or the end, found ')'", "position 14")]
    [InlineData("()", "expected a field", "found ')'")]
    [InlineData("run_id IN ()", "is compared with a string, but found ')'", "position 12")]
    [InlineData("run_id IN 'a'", "expected (", "position 11")]
    [InlineData("run_id IN ('a' 'b')", "expected )", "position 16")]
    [InlineData("run_id NOT 'a'", "expected IN, BETWEEN, LIKE", "position 12")]
    [InlineData("metrics.a IS 5", "expected NULL", "position 14")]
    [InlineData("metrics.a BETWEEN 1 OR 2", "expected AND", "position 21")]
    [InlineData("metrics.a = 12abc", "is compared with a number, but found '12abc'", "position 13")]
    [InlineData("tags.a RLIKE '('", "not a regular expression", "position 14")]
    [InlineData("tags.a RLIKE '(a)\\1'", "back-reference", "position 14")]
    [InlineData("tags.a RLIKE '(a{50}){50}'", "multiply to more than 20", "position 14")]
    public void Invalid_filters_are_refused_with_value_position_and_remedy(string value, string message, string also)
    {
        var outcome = FilterParser.Parse(value, FilterVocabulary.Runs);

        Assert.Equal(ProblemCodes.InvalidFilter, outcome.Problem?.Code);
        Assert.Equal(ProblemKind.Invalid, outcome.Problem!.Kind);
        Assert.StartsWith("Invalid clause(s) in filter string: ", outcome.Problem.Message);
        Assert.Contains(message, outcome.Problem.Message);
        Assert.Contains(also, outcome.Problem.Message);
        Assert.Contains($"(at position {outcome.Problem.Position})", outcome.Problem.Message);
        Assert.InRange(outcome.Problem.Position!.Value, 1, value.Length + 1);
    }

    [Theory]
    [InlineData("params.lr = 0.1", "Expected a quoted string value for parameter")]
    [InlineData("params.lr < 0.1", "Invalid comparator '<'")]
    [InlineData("number(params.lr) < 0.1", "Invalid attribute key 'number'")]
    [InlineData("min(metrics.loss) < 0.1", "Invalid attribute key 'min'")]
    [InlineData("last(metrics.loss) < 0.1", "Invalid attribute key 'last'")]
    [InlineData("duration > 1", "Invalid attribute key 'duration'")]
    [InlineData("parent_run_id = 'x'", "Invalid attribute key 'parent_run_id'")]
    [InlineData("parent.tags.team = 'x'", "Invalid entity type 'parent'")]
    public void On_MLflows_routes_only_its_own_fields_exist(string value, string message) =>
        Assert.Contains(message, FilterParser.Parse(value, FilterVocabulary.MlflowRuns).Problem?.Message);

    [Fact]
    public void Params_and_tags_of_all_native_searches_can_be_numbers()
    {
        Assert.True(FilterParser.Parse("params.lr < 0.1", FilterVocabulary.ModelVersions).IsOk);
        foreach (var vocabulary in new[] { FilterVocabulary.Models, FilterVocabulary.Experiments })
        {
            Assert.True(FilterParser.Parse("tags.size > 10", vocabulary).IsOk);
            Assert.Contains("Invalid entity", FilterParser.Parse("parent.tags.a = 'x'", vocabulary).Problem!.Message);
        }
    }

    [Fact]
    public void A_filter_that_is_too_long_is_refused_before_it_is_parsed() =>
        AssertLimit(new string('x', Limits.FilterLengthMax + 1), "400000");

    [Fact]
    public void A_long_list_is_one_comparison_and_comparisons_are_limited()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => $"'{i:x32}'");
        var parsed = FilterParser.Parse($"run_id IN ({string.Join(", ", ids)})", FilterVocabulary.Runs);
        Assert.Equal(10_000, Assert.IsType<Filter.In>(parsed.Value).Literals.Count);
        var most = string.Join(" OR ", Enumerable.Repeat("tags.a = 'x'", Limits.FilterComparisonsMax));
        Assert.True(FilterParser.Parse(most, FilterVocabulary.Runs).IsOk);
        AssertLimit($"{most} AND tags.a = 'x'", "more than 2000 comparisons");
    }

    [Fact]
    public void Patterns_are_limited()
    {
        var most = string.Join(" OR ", Enumerable.Repeat("tags.a RLIKE 'x'", Limits.FilterPatternsMax));
        Assert.True(FilterParser.Parse(most, FilterVocabulary.Runs).IsOk);
        AssertLimit($"{most} OR tags.a RLIKE 'y'", "more than 20 RLIKE");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("NOT ")]
    [InlineData("NOT (")]
    public void Nesting_beyond_the_limit_is_refused_without_a_stack_overflow(string opening)
    {
        var value = string.Concat(Enumerable.Repeat(opening, Limits.FilterLengthMax / opening.Length));

        AssertLimit(value, "deeper than 32");
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_accepted()
    {
        var value = new string('(', Limits.FilterDepthMax) + "metrics.a = 1" + new string(')', Limits.FilterDepthMax);

        Assert.Equal("Metric:a Equal 1", FilterPrinter.Print(FilterParser.Parse(value, FilterVocabulary.Runs).Value));
    }

    [Fact]
    public void A_long_chain_becomes_a_shallow_tree()
    {
        var value = string.Join(" AND ", Enumerable.Range(0, 450).Select(i => $"metrics.m{i}>{i}"));

        Assert.InRange(Depth(FilterParser.Parse(value, FilterVocabulary.Runs).Value!), 1, 12);
    }

    [Theory]
    [InlineData("version > 3", "Attribute:version Greater 3")]
    [InlineData("source_run_id IN ('a')", "Attribute:run_id IN ['a']")]
    [InlineData("source_path LIKE 'runs:%'", "Attribute:source Like 'runs:%'")]
    [InlineData("stage = 'Production'", "Attribute:stage Equal 'PRODUCTION'")]
    [InlineData("framework = 'Scikit-Learn'", "Attribute:framework Equal 'sklearn'")]
    [InlineData("metrics.auc > 0.5", "Metric:auc Greater 0.5")]
    public void Model_versions_have_their_own_attributes(string value, string expected) =>
        Assert.Equal(expected, FilterPrinter.Print(FilterParser.Parse(value, FilterVocabulary.ModelVersions).Value));

    [Fact]
    public void Models_and_experiments_have_no_metrics()
    {
        foreach (var vocabulary in new[] { FilterVocabulary.Models, FilterVocabulary.Experiments })
        {
            Assert.Contains("Invalid entity", FilterParser.Parse("metrics.a > 1", vocabulary).Problem!.Message);
            Assert.True(FilterParser.Parse("name LIKE 'a%' AND tags.t = 'x' AND creation_time > 5", vocabulary).IsOk);
        }
    }

    private static void AssertLimit(string value, string message)
    {
        var problem = FilterParser.Parse(value, FilterVocabulary.Runs).Problem;
        Assert.Equal(ProblemCodes.LimitExceeded, problem?.Code);
        Assert.Equal(problem!.Message.Contains("(at position", StringComparison.Ordinal), problem.Position is not null);
        Assert.Contains(message, problem.Message);
    }

    private static int Depth(Filter filter) =>
        filter is Filter.And and ? 1 + Math.Max(Depth(and.Left), Depth(and.Right)) : 1;
}
