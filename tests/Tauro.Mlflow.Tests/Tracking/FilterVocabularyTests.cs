using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>What the table in docs/mlflow.md says that filters also accept is accepted, and nothing else.</summary>
[Collection("suite")]
public sealed partial class FilterVocabularyTests(Suite suite)
{
    private const string Header = "| search of | also accepts |";

    /// <summary>A string, a number and the prefix of a key, each if the search has such fields.</summary>
    private static readonly Dictionary<string, (string String, string? Number, string? Key)> Searches = new()
    {
        ["runs"] = ("run_name", "start_time", "params"),
        ["experiments"] = ("name", "creation_time", "tags"),
        ["registered models"] = ("name", null, "tags"),
        ["model versions"] = ("name", "version_number", "tags"),
        ["logged models"] = ("name", "creation_timestamp", "params"),
        ["traces"] = ("name", "timestamp_ms", "metadata"),
        ["issues"] = ("status", null, null),
        ["evaluation datasets"] = ("name", "created_time", "tags"),
    };

    /// <summary>Filters with a string <c>$s</c>, a number <c>$n</c> and the prefix of a key <c>$k</c>.</summary>
    private static readonly Dictionary<string, string[]> OfAll = new()
    {
        ["`OR`"] = ["$s = 'a' OR $s = 'b'"],
        ["`NOT`"] = ["NOT $s = 'a'"],
        ["parentheses"] = ["($s = 'a')"],
        ["`NOT LIKE`"] = ["$s NOT LIKE 'a%'"],
        ["`NOT ILIKE`"] = ["$s NOT ILIKE 'a%'"],
        ["`[NOT] RLIKE`"] = ["$s RLIKE 'a'", "$s NOT RLIKE 'a'"],
        ["`[NOT] BETWEEN`"] = ["$n BETWEEN 1 AND 2", "$n NOT BETWEEN 1 AND 2"],
        ["`[NOT] IN` for all fields"] = ["$s IN ('a')", "$s NOT IN ('a', 'b')", "$n IN (1)", "$n NOT IN (1, 2)"],
        ["`IS [NOT] NULL` for all fields"] = ["$s IS NULL", "$s IS NOT NULL", "$n IS NULL", "$n IS NOT NULL"],
        ["`==`"] = ["$s == 'a'", "$n == 1"],
        ["`<>`"] = ["$s <> 'a'", "$n <> 1"],
        ["keys with `-`, `/`, `:` and `+` without quotes"] =
            ["$k.a-b = 'x'", "$k.a/b = 'x'", "$k.a:b = 'x'", "$k.a+b = 'x'"],
    };

    private static readonly Dictionary<string, Dictionary<string, string[]>> OfOne = new()
    {
        ["runs"] = new()
        {
            ["the attribute `experiment_id`"] = ["experiment_id = '0'", "attributes.experiment_id = '0'"],
            ["the status `COMPLETED` for `FINISHED`"] = ["status = 'COMPLETED'"],
        },
        ["experiments"] = new() { ["the attribute `experiment_id` in a filter"] = ["experiment_id = '0'"] },
        ["registered models"] = new() { ["the sort key `creation_timestamp`"] = [] },
        ["logged models"] = new()
        {
            ["the attribute `artifact_location`"] = ["artifact_location LIKE 's3:%'"],
            ["attributes in any letter case"] = ["Name = 'a'", "CREATION_TIMESTAMP > 1"],
        },
        ["issues"] = new()
        {
            ["the attribute `severity`"] = ["severity = 'low'"],
            ["attributes in any letter case"] = ["Status = 'pending'"],
        },
        ["traces"] = new() { ["attributes in any letter case"] = ["Name = 'a'"] },
        ["evaluation datasets"] = new() { ["attributes in any letter case"] = ["Name = 'a'"] },
    };

    public static TheoryData<string, string> Accepted()
    {
        var data = new TheoryData<string, string>();
        foreach (var (search, fields) in Searches)
        {
            foreach (var filter in OfAll.Values.SelectMany(filters => filters))
            {
                if (filter.Contains("$n", StringComparison.Ordinal) && fields.Number is null) continue;
                if (filter.Contains("$k", StringComparison.Ordinal) && fields.Key is null) continue;
                data.Add(search, filter.Replace("$s", fields.String).Replace("$n", fields.Number)
                    .Replace("$k", fields.Key));
            }

            foreach (var filter in OfOne.GetValueOrDefault(search)?.Values.SelectMany(filters => filters) ?? [])
                data.Add(search, filter);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task A_documented_extension_is_accepted(string search, string filter)
    {
        var (status, body) = await Search(search, filter);
        Assert.True(status == HttpStatusCode.OK, $"{(int)status} {body}");
    }

    [Theory]
    [InlineData("runs", "parent_run_id = 'a'")]
    [InlineData("runs", "duration > 1")]
    [InlineData("runs", "min(metrics.loss) < 1")]
    [InlineData("runs", "number(params.lr) IS NULL")]
    [InlineData("runs", "parent.tags.team = 'a'")]
    [InlineData("runs", "Run_Name = 'a'")]
    [InlineData("runs", "Params.a = 'b'")]
    [InlineData("experiments", "Name = 'a'")]
    [InlineData("experiments", "params.a = 'b'")]
    [InlineData("registered models", "Name = 'a'")]
    [InlineData("registered models", "creation_timestamp > 1")]
    [InlineData("model versions", "Name = 'a'")]
    [InlineData("logged models", "nam = 'a'")]
    [InlineData("traces", "nam = 'a'")]
    [InlineData("traces", "params.a = 'b'")]
    [InlineData("issues", "titel = 'a'")]
    [InlineData("evaluation datasets", "nam = 'a'")]
    public async Task What_is_not_documented_is_refused(string search, string filter)
    {
        var (status, body) = await Search(search, filter);
        Assert.True(status == HttpStatusCode.BadRequest, $"{(int)status} {body}");
        Assert.Contains("INVALID_PARAMETER_VALUE", body);
    }

    [Fact]
    public async Task The_documented_sort_key_of_registered_models_is_accepted()
    {
        var (status, body) = await suite.Request("registered-models/search?order_by=creation_timestamp%20DESC");
        Assert.True(status == HttpStatusCode.OK, body);
    }

    [Fact]
    public void Every_documented_extension_is_tested()
    {
        var lines = File.ReadLines(PageOf()).SkipWhile(line => !line.Contains(Header, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.TrimStart().StartsWith('|')).Select(line => line.Trim(' ', '|').Split(" | "));
        var documented = lines.SelectMany(row => Parts().Split(row[1]).Select(part => $"{row[0]}: {part}"));

        var tested = new Dictionary<string, Dictionary<string, string[]>>(OfOne) { ["all"] = OfAll }
            .SelectMany(row => row.Value.Keys.Select(part => $"{row.Key}: {part}"));

        Assert.Equal(documented.Order(), tested.Order());
    }

    private Task<(HttpStatusCode Status, string Body)> Search(string search, string filter) => search switch
    {
        "runs" => suite.Request("runs/search", new { experiment_ids = new[] { "0" }, filter }),
        "experiments" => suite.Request("experiments/search", new { max_results = 10, filter }),
        "registered models" => suite.Request($"registered-models/search?filter={Uri.EscapeDataString(filter)}"),
        "model versions" => suite.Request($"model-versions/search?filter={Uri.EscapeDataString(filter)}"),
        "logged models" => suite.Request("logged-models/search", new { experiment_ids = new[] { "0" }, filter }),
        "evaluation datasets" => suite.Request(
            "/api/3.0/mlflow/datasets/search", new { experiment_ids = new[] { "0" }, filter_string = filter }),
        "traces" => suite.Request("/api/3.0/mlflow/traces/search", new
        {
            locations = new[]
            {
                new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = "0" } },
            },
            filter,
        }),
        _ => suite.Request("/api/3.0/mlflow/issues/search", new { experiment_id = "0", filter_string = filter }),
    };

    private static string PageOf([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/mlflow.md");

    // Not within the list of characters of keys.
    [GeneratedRegex("; (?=.)|, (?!`/`|`:`)")]
    private static partial Regex Parts();
}
