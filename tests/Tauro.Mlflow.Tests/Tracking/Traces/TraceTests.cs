using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking.Traces;

/// <summary>MLflow's routes for traces, as a client uses them.</summary>
[Collection("suite")]
public sealed class TraceTests(Suite suite)
{
    private const string Api = "/api/3.0/mlflow/traces";
    private readonly string experimentId = suite.NewExperiment().GetAwaiter().GetResult().ExperimentId;

    [Fact]
    public async Task A_started_trace_is_returned_in_MLflows_format()
    {
        var id = NewId();
        var body = await SendJson(HttpMethod.Post, Api, Start(id));
        var expected = $$$"""
            {"trace":{"trace_info":{"trace_id":"{{{id}}}","client_request_id":"req-1","trace_location":{
            "type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"{{{experimentId}}}"}},
            "request_preview":"hi","response_preview":"","request_time":"2026-01-31T12:00:00.250Z",
            "execution_duration":"1.500s","state":"OK","trace_metadata":{"mlflow.trace_schema.version":"3"},
            "tags":{"mlflow.artifactLocation":"mlflow-artifacts:/{{{experimentId}}}/traces/{{{id}}}/artifacts",
            "team":"a"}} }}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), body), body.ToJsonString());
        Assert.True(JsonNode.DeepEquals(body, await SendJson(HttpMethod.Get, $"/ajax-api/3.0/mlflow/traces/{id}")));
    }

    [Fact]
    public async Task Unset_fields_are_omitted()
    {
        var id = NewId();
        await SendJson(HttpMethod.Post, Api, new
        {
            trace = new { trace_info = new { trace_id = id, trace_location = Location() } },
        });
        var info = (await SendJson(HttpMethod.Get, $"{Api}/{id}"))["trace"]!["trace_info"]!.AsObject();
        Assert.Equal(
            ["trace_id", "trace_location", "request_time", "state", "tags"], info.Select(member => member.Key));
        Assert.Equal("STATE_UNSPECIFIED", (string?)info["state"]);
        Assert.Equal("1970-01-01T00:00:00Z", (string?)info["request_time"]);
        Assert.Equal("{}", (await SendJson(HttpMethod.Get, $"{Api}/batchGet?trace_ids={id}")).ToJsonString());
    }

    [Theory]
    [InlineData("POST", "", "{}", 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'trace'")]
    [InlineData("GET", "/tr-none", null, 404, "RESOURCE_DOES_NOT_EXIST", "Trace with ID 'tr-none' not found")]
    [InlineData("GET", "/get?trace_id=tr-none", null, 404, "RESOURCE_DOES_NOT_EXIST",
        "Trace with ID tr-none is not found")]
    [InlineData("GET", "/get", null, 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'trace_id'")]
    [InlineData("POST", "/search", "{}", 400, "INVALID_PARAMETER_VALUE", "'locations'")]
    [InlineData("PATCH", "/tr-none/tags", """{"key":"a","value":"b"}""", 404, "RESOURCE_DOES_NOT_EXIST", "not found")]
    [InlineData("POST", "/delete-traces", """{"experiment_id":"0"}""", 400, "INVALID_PARAMETER_VALUE",
        "Either `max_timestamp_millis` or `trace_ids` must be specified")]
    [InlineData("POST", "/delete-traces", """{"experiment_id":"0","max_timestamp_millis":1,"request_ids":["a"]}""", 400,
        "INVALID_PARAMETER_VALUE", "Only one of `max_timestamp_millis` and `trace_ids` can be specified")]
    [InlineData("POST", "/delete-traces", """{"experiment_id":"0","max_timestamp_millis":1,"max_traces":0}""", 400,
        "INVALID_PARAMETER_VALUE", "`max_traces` must be a positive integer, received 0")]
    public async Task An_invalid_request_is_refused_with_MLflows_message(
        string method, string path, string? body, int status, string code, string phrase)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Api + path);
        if (body is not null) request.Content = new StringContent(body, null, "application/json");
        var response = await suite.Http.SendAsync(request);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((status, code), ((int)response.StatusCode, (string?)error["error_code"]));
        Assert.Contains(phrase, (string?)error["message"]);
    }

    [Fact]
    public async Task Traces_are_found_newest_first_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, NewId());
            await SendJson(HttpMethod.Post, Api, Start(ids[0], $"2026-01-31T12:00:0{i}Z"));
        }

        var first = await Search(new { locations = new[] { Location() }, max_results = 2 });
        Assert.Equal(ids.Take(2), Ids(first));
        var second = await Search(new
        {
            locations = new[] { Location() }, max_results = 2, page_token = (string?)first["next_page_token"],
        });
        Assert.Equal(ids.Skip(2), Ids(second));
        Assert.Null(second["next_page_token"]);
        var none = await Search(new { locations = new[] { Location() }, filter = "tags.team = 'b'" });
        Assert.Equal("{}", none.ToJsonString());
    }

    [Fact]
    public async Task Tags_are_set_and_deleted_and_an_absent_one_is_not_found()
    {
        var id = await StartTrace();
        await SendJson(HttpMethod.Patch, $"{Api}/{id}/tags", new { key = "k", value = new string('x', 9_000) });
        var tags = (await SendJson(HttpMethod.Get, $"{Api}/{id}"))["trace"]!["trace_info"]!["tags"]!;
        Assert.Equal(8_000, ((string?)tags["k"])!.Length);
        await SendJson(HttpMethod.Delete, $"{Api}/{id}/tags", new { key = "k" });
        await SendJson(HttpMethod.Delete, $"{Api}/{id}/tags", new { key = "k" }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_key_of_a_tag_is_checked_before_the_trace_is_looked_up()
    {
        foreach (var path in (string[])[$"{Api}/tr-none/tags", "/api/2.0/mlflow/traces/tr-none/tags"])
        {
            Assert.Equal("'key' exceeds the maximum length of 250 characters", await Refused(new string('k', 251)));
            Assert.StartsWith("Invalid value \"../\" for parameter 'key' supplied", await Refused("../"));

            async Task<string?> Refused(string key)
            {
                var body = new { key, value = "v" };
                var error = await SendJson(HttpMethod.Patch, path, body, HttpStatusCode.BadRequest);
                return (string?)error["message"];
            }
        }
    }

    [Fact]
    public async Task Deleting_returns_the_number_of_deleted_traces_even_if_it_is_zero()
    {
        var id = await StartTrace();
        var request = new { experiment_id = experimentId, request_ids = new[] { id } };
        foreach (var count in (int[])[1, 0])
        {
            var body = await SendJson(HttpMethod.Post, $"{Api}/delete-traces", request);
            Assert.Equal(count, (int?)body["traces_deleted"]);
        }
    }

    [Fact]
    public async Task A_trace_linked_to_a_run_is_found_by_the_run_and_more_than_a_hundred_are_refused()
    {
        var (id, run) = (await StartTrace(), await suite.NewRun());
        const string Link = "/api/2.0/mlflow/traces/link-to-run";
        await SendJson(HttpMethod.Post, Link, new { run_id = run.RunId, trace_ids = new[] { id } });
        var found = await Search(new { locations = new[] { Location() }, filter = $"run_id = '{run.RunId}'" });
        Assert.Equal([id], Ids(found));
        var many = Enumerable.Range(0, 101).Select(i => $"tr-{i}");
        var error = await SendJson(
            HttpMethod.Post, Link, new { run_id = run.RunId, trace_ids = many }, HttpStatusCode.BadRequest);
        Assert.Contains("Cannot link more than 100 traces to a run", (string?)error["message"]);
    }

    [Fact]
    public async Task An_assessment_is_created_changed_by_its_mask_and_deleted()
    {
        var id = await StartTrace();
        var made = (await SendJson(HttpMethod.Post, $"{Api}/{id}/assessments", new
        {
            assessment = new
            {
                assessment_name = "good", source = new { source_type = "HUMAN", source_id = "ann" },
                feedback = new { value = 0.5 }, create_time = "2026-01-31T12:00:00Z",
            },
        }))["assessment"]!;
        Assert.Equal(
            [
                "assessment_id", "assessment_name", "trace_id", "source", "create_time", "last_update_time", "feedback",
                "valid",
            ],
            made.AsObject().Select(member => member.Key));
        var item = $"{Api}/{id}/assessments/{made["assessment_id"]}";
        var changed = (await SendJson(HttpMethod.Patch, item, new
        {
            assessment = new { feedback = new { value = "yes" }, rationale = "left out" }, update_mask = "feedback",
        }))["assessment"]!;
        Assert.Equal(("yes", null), ((string?)changed["feedback"]!["value"], (string?)changed["rationale"]));
        await SendJson(HttpMethod.Delete, item, new { });
        var error = await SendJson(HttpMethod.Get, item, status: HttpStatusCode.NotFound);
        Assert.Contains($"not found for trace '{id}'", (string?)error["message"]);
    }

    [Theory]
    [InlineData("""{"value":{"a":[1,"é"]}}""", "{\"a\": [1, \"\\u00e9\"]}")]
    [InlineData("""{"value":[true,null]}""", "[true, null]")]
    [InlineData("""{"serialized_value":{"value":"{}","serialization_format":"JSON_FORMAT"}}""", "{}")]
    [InlineData("""{"value":"x"}""", null)]
    public async Task A_structured_expectation_is_returned_as_a_string(string expectation, string? serialized)
    {
        var id = await StartTrace();
        var body = new { assessment = new { assessment_name = "e", expectation = JsonNode.Parse(expectation) } };
        var made = (await SendJson(HttpMethod.Post, $"{Api}/{id}/assessments", body))["assessment"]!["expectation"]!;

        Assert.Equal(serialized, (string?)made["serialized_value"]?["value"]);
        Assert.Equal(serialized is null ? null : "JSON_FORMAT",
            (string?)made["serialized_value"]?["serialization_format"]);
        Assert.Equal(serialized is null, made["value"] is not null);
    }

    [Fact]
    public async Task An_ambiguous_value_is_refused()
    {
        var id = await StartTrace();
        var body = new StringContent(
            """{"assessment":{"assessment_name":"a","feedback":{"value":1,"value":2}}}""", null, "application/json");
        var response = await suite.Http.PostAsync($"{Api}/{id}/assessments", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string NewId() => $"tr-{Guid.NewGuid():N}";

    private static string[] Ids(JsonNode found) =>
        [.. found["traces"]!.AsArray().Select(trace => (string)trace!["trace_id"]!)];

    private object Location() => new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id =
        experimentId } };

    private object Start(string id, string time = "2026-01-31T12:00:00.250Z") => new
    {
        trace = new
        {
            trace_info = new
            {
                trace_id = id, client_request_id = "req-1", trace_location = Location(), request_preview = "hi",
                response_preview = "", request_time = time, execution_duration = "1.5s", state = "OK",
                trace_metadata = new Dictionary<string, string> { ["mlflow.trace_schema.version"] = "3" },
                tags = new Dictionary<string, string> { ["team"] = "a" },
            },
        },
    };

    private async Task<string> StartTrace()
    {
        var id = NewId();
        await SendJson(HttpMethod.Post, Api, Start(id));
        return id;
    }

    private Task<JsonNode> Search(object body) => SendJson(HttpMethod.Post, $"{Api}/search", body);

    private async Task<JsonNode> SendJson(
        HttpMethod method, string address, object? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = JsonContent.Create(body);
        var response = await suite.Http.SendAsync(request);
        var value = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{method} {address}: {(int)response.StatusCode} {value}");
        return JsonNode.Parse(value)!;
    }
}
