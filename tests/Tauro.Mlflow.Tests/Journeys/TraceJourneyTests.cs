using System.Net.Http.Headers;
using System.Text.Json;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Journeys;

/// <summary>The requests of a traced application and of the assessment of its responses.</summary>
[Collection("suite")]
public sealed class TraceJourneyTests(Suite suite)
{
    private const string Api = "/api/3.0/mlflow/traces";
    private readonly string hex = $"{Guid.NewGuid():N}";

    private string TraceId => $"tr-{hex}";

    [Fact]
    public async Task A_trace_is_exported_judged_linked_and_found()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        await Export(experiment);
        await Start(experiment);
        var feedback = await Assess("correct", new { feedback = new { value = true } });
        await Assess("answer", new { expectation = new { value = "42" } });
        await suite.Call($"{Api}/link-to-run", new { run_id = run, trace_ids = new[] { TraceId } });

        var (status, changed) = await suite.Send(
            HttpMethod.Patch, $"{Api}/{TraceId}/assessments/{feedback}",
            new { assessment = new { feedback = new { value = false } }, update_mask = "feedback" });
        Assert.Equal(200, status);
        Assert.False(changed.GetProperty("assessment").GetProperty("feedback").GetProperty("value").GetBoolean());

        var trace = (await suite.Call($"{Api}/get?trace_id={TraceId}")).GetProperty("trace");
        var info = trace.GetProperty("trace_info");
        Assert.Equal(["correct", "answer"], info.GetStrings("assessments", "assessment_name"));
        Assert.Equal(["agent", "tool"], trace.GetStrings("spans", "name").Order());
        foreach (var filter in new[]
        {
            "attributes.status = 'OK'", "feedback.correct = 'false'", "expectation.answer = '42'", "span.name = 'tool'",
            "tag.team = 'red'", $"attributes.run_id = '{run}'",
        })
            Assert.True((await Find(experiment, filter)).SequenceEqual([TraceId]), filter);
        Assert.Empty(await Find(experiment, "feedback.correct = 'true'"));
    }

    private async Task Export(string experiment)
    {
        const string root = "00000000000000a1";
        object Span(string id, string parent, string name) => new
        {
            traceId = hex, spanId = id, parentSpanId = parent, name, startTimeUnixNano = "1769860800000000000",
            endTimeUnixNano = "1769860801500000000", status = new { code = 1 },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces");
        request.Headers.Add("x-mlflow-experiment-id", experiment);
        var spans = new[] { Span(root, "", "agent"), Span("00000000000000a2", root, "tool") };
        var body = new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans } } } } };
        request.Content = new StringContent(
            JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/json"));
        using var response = await suite.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<JsonElement> Start(string experiment) => suite.Call(Api, new
    {
        trace = new
        {
            trace_info = new
            {
                trace_id = TraceId,
                trace_location = Location(experiment),
                request_preview = "What is it?",
                response_preview = "42",
                request_time = "2026-01-31T12:00:00Z",
                execution_duration = "1.5s",
                state = "OK",
                tags = new { team = "red" },
            },
        },
    });

    private async Task<string> Assess(string name, object value)
    {
        var assessment = JsonSerializer.SerializeToNode(value)!;
        assessment["assessment_name"] = name;
        assessment["source"] = JsonSerializer.SerializeToNode(new { source_type = "HUMAN", source_id = "ann" });
        return (await suite.Call($"{Api}/{TraceId}/assessments", new { assessment }))
            .GetProperty("assessment").GetString("assessment_id");
    }

    private async Task<string[]> Find(string experiment, string filter) =>
        (await suite.Call($"{Api}/search", new { locations = new[] { Location(experiment) }, filter }))
        .GetStrings("traces", "trace_id");

    private static object Location(string experiment) =>
        new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experiment } };
}
