using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Datasets;

/// <summary>MLflow's routes for the records of evaluation datasets.</summary>
[Collection("suite")]
public sealed class DatasetRecordTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/3.0/mlflow/datasets";
    private string id = "";

    public async ValueTask InitializeAsync() => id = (string)(await suite.SendJson(
        HttpMethod.Post, $"{Api}/create", new { name = "questions" }))["dataset"]!["dataset_id"]!;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Records_are_sent_and_returned_as_one_JSON_string_with_all_fields()
    {
        Assert.Equal((1, 0), await Upsert("""
            [{"inputs":{"q":"why"},"outputs":["b",{"c":1}],"expectations":{"a":0.5},"tags":{"mlflow.user":"ann"},
              "source":{"source_type":"TRACE","source_data":{"trace_id":"tr-1"}}}]
            """));
        var record = Assert.Single(await Records())!.AsObject();
        var (recordId, created) = ((string)record["dataset_record_id"]!, (long)record["created_time"]!);
        Assert.Matches("^dr-[0-9a-f]{32}$", recordId);
        var expected = $$$"""
            {"dataset_record_id":"{{{recordId}}}","dataset_id":"{{{id}}}","inputs":{"q":"why"},
             "outputs":["b",{"c":1}],"expectations":{"a":0.5},"tags":{"mlflow.user":"ann"},
             "source":{"source_type":"TRACE","source_data":{"trace_id":"tr-1"}},"source_id":"tr-1",
             "source_type":"TRACE","created_time":{{{created}}},"last_update_time":{{{created}}},"created_by":"ann",
             "last_updated_by":"ann"}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), record), record.ToJsonString());

        await Upsert("""[{"inputs":{}}]""");
        var bare = (await Records())[1]!;
        Assert.All(
            ["outputs", "expectations", "tags", "source", "source_id", "source_type", "created_by"],
            name => Assert.True(bare.AsObject().ContainsKey(name) && bare[name] is null, name));
    }

    [Fact]
    public async Task Records_with_equal_inputs_are_merged_and_keep_the_first_source()
    {
        Assert.Equal((2, 1), await Upsert("""
            [{"inputs":{"q":1,"k":2},"expectations":{"a":1,"b":1},"tags":{"v":"1"},"source":{"source_type":"HUMAN"}},
             {"inputs":{"q":2}},
             {"inputs":{"k":2,"q":1},"expectations":{"a":2},"tags":{"w":"1"},"source":{"source_type":"CODE"}}]
            """));
        var record = (await Records())[0]!;
        Assert.Equal("""{"a":2,"b":1}""", record["expectations"]!.ToJsonString());
        Assert.Equal("""{"v":"1","w":"1"}""", record["tags"]!.ToJsonString());
        Assert.Equal("HUMAN", (string?)record["source_type"]);
        Assert.Equal((0, 1), await Upsert("""[{"inputs":{"q":2},"expectations":{},"outputs":"new"}]"""));
        Assert.Equal("new", (string?)(await Records())[1]!["outputs"]);
    }

    [Fact]
    public async Task Schema_and_profile_exist_when_there_are_records_and_have_their_types()
    {
        await Upsert("""[{"inputs":{"q":"a","t":0.7,"n":1,"b":true,"l":[],"o":{}},"expectations":{"a":0.5}}]""");
        var dataset = (await suite.SendJson(HttpMethod.Get, $"{Api}/{id}"))["dataset"]!;
        var schema = JsonNode.Parse((string)dataset["schema"]!)!;
        Assert.Equal(
            """{"b":"boolean","l":"array","n":"integer","o":"object","q":"string","t":"float"}""",
            schema["inputs"]!.ToJsonString());
        Assert.Equal("float", (string?)schema["expectations"]!["a"]);
        Assert.Equal(1, (int)JsonNode.Parse((string)dataset["profile"]!)!["num_records"]!);
    }

    [Fact]
    public async Task The_user_in_a_record_s_tags_is_the_last_updater_of_the_dataset()
    {
        await Upsert("""[{"inputs":{"q":1},"tags":{"mlflow.user":"bob"}}]""");
        var found = await suite.SendJson(
            HttpMethod.Post, $"{Api}/search", new { filter_string = "last_updated_by = 'bob'", max_results = 1_000 });
        Assert.Contains(found["datasets"]!.AsArray(), jsonNode => (string?)jsonNode!["dataset_id"] == id);
    }

    [Fact]
    public async Task Pages_of_records_contain_each_record_once_and_the_last_has_no_token()
    {
        await Upsert(JsonSerializer.Serialize(Enumerable.Range(0, 25).Select(i => new { inputs = new { i } })));
        var seen = new List<int>();
        var token = "";
        for (var page = 0; page < 3; page++)
        {
            var body = await suite.SendJson(
                HttpMethod.Get, $"{Api}/{id}/records?max_results=10&page_token={Uri.EscapeDataString(token)}");
            seen.AddRange(
                JsonNode.Parse((string)body["records"]!)!.AsArray()
                    .Select(jsonNode => (int)jsonNode!["inputs"]!["i"]!));
            token = (string?)body["next_page_token"] ?? "";
        }

        Assert.Equal(Enumerable.Range(0, 25), seen);
        Assert.Equal("", token);
    }

    [Fact]
    public async Task Deleting_returns_the_number_of_deleted_records()
    {
        await Upsert("""[{"inputs":{"q":1}},{"inputs":{"q":2}}]""");
        var first = (string)(await Records())[0]!["dataset_record_id"]!;
        var body = await suite.SendJson(
            HttpMethod.Delete, $"{Api}/{id}/records", new { dataset_record_ids = new[] { first, "dr-none" } });
        Assert.Equal(1, (int)body["deleted_count"]!);
        Assert.Single(await Records());
        body = await suite.SendJson(
            HttpMethod.Delete, $"{Api}/{id}/records", new { dataset_record_ids = new[] { first } });
        Assert.Equal("""{"deleted_count":0}""", body.ToJsonString());
    }

    [Fact]
    public async Task An_empty_list_changes_nothing_and_returns_zeros() => Assert.Equal((0, 0), await Upsert("[]"));

    [Fact]
    public async Task A_bare_NaN_from_Python_becomes_a_string()
    {
        await Upsert("""[{"inputs":{"q":1},"expectations":{"score":NaN}}]""");
        Assert.Equal("NaN", (string?)(await Records())[0]!["expectations"]!["score"]);
    }

    [Theory]
    [InlineData("""[1]""", "Each record must be a dictionary")]
    [InlineData("""[{"expectations":{}}]""", "Each record must have an 'inputs' field")]
    [InlineData("""[{"inputs":1}]""", "must be an object")]
    [InlineData("""[{"inputs":{"a":1,"a":2}}]""", "no duplicate member")]
    [InlineData("""[{"inputs":{"a":"\ud800"}}]""", "must be JSON")]
    [InlineData("""{"inputs":{}}""", "must be a JSON list")]
    [InlineData("""[{"inputs":{},"source":{"source_type":"BOOK"}}]""", "source_type")]
    public async Task An_invalid_record_is_refused(string records, string phrase) =>
        Assert.Contains(phrase, await suite.Refused($"{Api}/{id}/records", new { records }));

    [Fact]
    public async Task Records_of_an_unknown_dataset_are_not_found() => Assert.Contains(
        "not found",
        await suite.Refused(
            $"{Api}/d-none/records", new { records = """[{"inputs":{}}]""" }, "RESOURCE_DOES_NOT_EXIST", 404));

    private async Task<JsonArray> Records() => JsonNode.Parse(
        (string)(await suite.SendJson(HttpMethod.Get, $"{Api}/{id}/records"))["records"]!)!.AsArray();

    private async Task<(int Inserted, int Updated)> Upsert(string records)
    {
        var body = await suite.SendJson(HttpMethod.Post, $"{Api}/{id}/records", new { records });
        return ((int)body["inserted_count"]!, (int)body["updated_count"]!);
    }
}
