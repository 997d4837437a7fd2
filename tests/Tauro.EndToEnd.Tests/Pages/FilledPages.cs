using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The pages, with content.</summary>
public static class FilledPages
{
    private const string Mlflow = "/api/2.0/mlflow";

    private static readonly JsonSerializerOptions WithoutNulls = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Stores a string wherever clients can, and returns the addresses of the pages that show it.</summary>
    public static async Task<IReadOnlyList<string>> Fill(TauroApi api, ExperimentId experiment, string content)
    {
        var name = $"filled-{Guid.NewGuid():N}";
        var run = await api.StartRun(new NewRun(experiment, content));
        var deleted = await api.StartRun(new NewRun(experiment, content));
        using (await api.Http.DeleteAsync($"/api/v1/runs/{deleted.RunId}"))
        {
            await FillRegistry(api, name, content);
        }

        await api.Send(HttpMethod.Put, $"/api/v1/runs/{run.RunId}/hold", new { reason = content, by = content });
        await api.Send(HttpMethod.Put, $"/api/v1/tracking/retention/policies/{name}",
            new { scope = new { name }, keep_days = 1_000, description = content, by = content });
        await api.Send(HttpMethod.Post, "/api/v1/metric-rules",
            new { experiment_id = experiment, metric = "loss", type = "NOT_FINITE", description = content });
        var trace = await FillTrace(api, experiment, run.RunId, content);
        var dataset = await FillDataset(api, experiment, content);
        return
        [
            "/events", "/events?service=registry&type=tauro.policy.set", "/events?since=never", "/events/dead",
            "/trail", "/trail?service=registry", "/trail?order=none", "/trash", "/trash?kind=experiments",
            "/retention", "/retention?preview=true&name=x&keep_days=0", "/retention?service=registry", "/policies",
            $"/policies/{name}", "/metric-rules", $"/metric-rules?experiment={experiment}", "/prompts",
            $"/prompts/{name}", $"/prompts/{name}?from=1&to=2", "/prompts?name=there-is-none",
            $"/traces?experiment={experiment}", "/traces?q=status << 1", $"/traces/{trace}", "/datasets",
            $"/datasets?experiment={experiment}", $"/datasets/{dataset}", "/settings", "/approvals", "/system",
        ];
    }

    /// <summary>Fills all pages, those of experiments, runs and models too, and returns their addresses.</summary>
    public static async Task<IReadOnlyList<string>> FillAll(TauroApi api, string content)
    {
        var experiment = await api.CreateExperiment($"{content} {Guid.NewGuid():N}");
        List<Run> runs = [];
        foreach (var name in new[] { $"first {content}", $"second {content}" })
        {
            var run = await api.StartRun(new NewRun(
                experiment.ExperimentId, name,
                Params: new Dictionary<string, string> { ["lr"] = name, ["depth"] = $"{name.Length}" },
                Tags: new Dictionary<string, string> { ["team"] = "risk" }));
            await api.Log(run.RunId, new RunBatch(Metrics: [new MetricPoint("loss", 1, 1), new("loss", 2, 2, 1)]));
            runs.Add(run);
        }

        // No HTML: axe-core waits forever for a frame in which no script runs.
        (string, string)[] files = [("notes.md", "# A\n\n|a|\n|-|\n|1|"), ("data.csv", "a\n1")];
        foreach (var (file, lines) in files)
        {
            using var saved = await api.Http.PutAsync(
                $"/api/v1/runs/{runs[0].RunId}/artifacts/{file}", new StringContent(lines));
            Assert.True(saved.IsSuccessStatusCode);
        }

        var model = $"{content}-{Guid.NewGuid():N}";
        await api.Send<RegisteredModel>(HttpMethod.Post, "/api/v1/models", new { name = model });
        var versions = $"/api/v1/models/{model}/versions";
        await api.Send<ModelVersion>(
            HttpMethod.Post, versions, new { artifact_mode = "NONE", source_run_id = $"{runs[0].RunId}" });
        await api.Send<ModelVersion>(HttpMethod.Post, $"{versions}/1/stage", new { stage = "PRODUCTION" });
        var table = $"/experiments/{experiment.ExperimentId}";
        return
        [
            "/", "/experiments", "/experiments?name=there-is-none", table, $"{table}?q=metrics.loss << 1",
            $"{table}?q=metrics.loss > 9", $"{table}?deleted=true", $"/runs/{runs[0].RunId}",
            $"/compare?run_id={runs[0].RunId}&run_id={runs[1].RunId}", "/compare", "/models", $"/models/{model}",
            $"/models/{model}/versions/1",
            $"/models/{model}?as_of={DateTime.UtcNow:O}", "/system", "/runs/there-is-none",
            $"{table}?pick=true", $"{table}?tree=true",
            $"{table}?group=params.lr", $"{table}?base={runs[0].RunId}", $"{table}?unsaved=true",
            $"{table}?deleted_now=runs/{runs[0].RunId}", $"/models/{model}/versions/1?stage=STAGING", "/search?q=first",
            "/approvals", "/settings", $"/runs/{runs[0].RunId}/artifacts/notes.md",
            $"/runs/{runs[0].RunId}/artifacts/data.csv", $"/models/{model}/diff/1/1",
            .. await Fill(api, experiment.ExperimentId, content),
            $"{table}/charts", $"{table}/charts?q=metrics.loss > 9", $"{table}/charts?smooth=much",
            $"{table}/parallel", $"{table}/scatter", $"{table}/scatter?q=metrics.loss > 9",
        ];
    }

    private static async Task FillRegistry(TauroApi api, string name, string content)
    {
        object[] marker = [new { key = "mlflow.prompt.is_prompt", value = "true" }];
        await api.Send(HttpMethod.Post, $"{Mlflow}/registered-models/create",
            new { name, description = content, tags = marker });
        foreach (var template in new[] { content, $"Before\n{content}" })
            await api.Send(HttpMethod.Post, $"{Mlflow}/model-versions/create", new
            {
                name, source = "prompt-template", description = content,
                tags = marker.Append(new { key = "mlflow.prompt.text", value = template }),
            });
        await api.Send(HttpMethod.Put, $"/api/v1/registry/policies/{name}", new
        {
            gate = "PRODUCTION", scope = new { name }, description = content, by = content,
            rules = new[] { new { type = "REQUIRED_TAGS", tags = new[] { content } } },
        });
        await api.Send(HttpMethod.Post, $"{Mlflow}/webhooks", new
        {
            name, url = "https://1.1.1.1/receive", description = content, status = "DISABLED",
            events = new[] { new { entity = "PROMPT", action = "CREATED" } },
        });
    }

    private static async Task<string> FillTrace(TauroApi api, ExperimentId experiment, RunId run, string content)
    {
        var id = $"{Guid.NewGuid():N}";
        object Attribute(string key) => new { key, value = new { stringValue = content } };
        object Span(string span, string? parent) => new
        {
            traceId = id, spanId = span, parentSpanId = parent, name = content, startTimeUnixNano = "1000000000",
            endTimeUnixNano = "1500000000", status = new { code = 2, message = content },
            attributes = new[] { Attribute("mlflow.spanInputs"), Attribute("mlflow.spanOutputs"), Attribute(content) },
            events = new[]
            {
                new { timeUnixNano = "1100000000", name = content, attributes = new[] { Attribute("k") } },
            },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces");
        request.Headers.Add("x-mlflow-experiment-id", experiment);
        request.Headers.Add("x-mlflow-run-id", run);
        var spans = new[] { Span("00000000000000aa", null), Span("00000000000000ab", "00000000000000aa") };
        request.Content = JsonContent.Create(
            new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans } } } } }, options: WithoutNulls);
        using var response = await api.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await api.Send(HttpMethod.Post, $"/api/3.0/mlflow/traces/tr-{id}/assessments", new
        {
            assessment = new
            {
                assessment_name = "correct", trace_id = $"tr-{id}", rationale = content,
                source = new { source_type = "HUMAN", source_id = content }, feedback = new { value = content },
            },
        });
        return $"tr-{id}";
    }

    private static async Task<string> FillDataset(TauroApi api, ExperimentId experiment, string content)
    {
        var created = await api.Send<JsonElement>(HttpMethod.Post, "/api/3.0/mlflow/datasets/create",
            new { name = content, experiment_ids = new[] { experiment.Value } });
        var id = created.GetProperty("dataset").GetProperty("dataset_id").GetString()!;
        var records = JsonSerializer.Serialize(new[]
        {
            new { inputs = new Dictionary<string, string> { [content] = content }, outputs = content },
        });
        await api.Send(HttpMethod.Post, $"/api/3.0/mlflow/datasets/{id}/records", new { records });
        return id;
    }
}
