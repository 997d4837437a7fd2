using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.BadInput;

/// <summary>Sends many kinds of invalid input to every operation in the gateway's OpenAPI document.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class BadInputTests : StackTests
{
    private static readonly string[] Services = ["tracking", "registry"];

    private readonly Stack stack;

    public BadInputTests(EmbeddedStack embedded) => StackUnderTest = stack = embedded.Stack;

    [Fact]
    public async Task Invalid_input_is_refused_with_code_and_detail_and_changes_nothing()
    {
        using var document = await stack.Api.Document("/openapi/v1.json");
        // There is no identity service in a stack without credentials; another test has its operations.
        var operations = Operation.In(document.RootElement).Where(operation => !operation.IsOfIdentity).ToList();
        Assert.True(operations.Count >= 50, $"only {operations.Count} operations");
        var corpus = new Corpus(await Existing(operations));
        var before = await Task.WhenAll(Services.Select(stack.Api.LastEvent));

        var wrong = new List<string>();
        foreach (var request in operations.SelectMany(corpus.For))
            if (FindFault(request, await RawResponse.Send(request, stack.Api.Address.Port)) is { } objection)
                wrong.Add(objection);

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(100))}");
        foreach (var (service, last) in Services.Zip(before))
            Assert.DoesNotContain(await stack.Api.Events(service), @event => @event.Sequence > last);
    }

    [Fact]
    public async Task Every_route_has_a_summary_and_the_types_of_its_request_and_response()
    {
        using var document = await stack.Api.Document("/openapi/v1.json");
        Assert.Empty(Operation.In(document.RootElement).SelectMany(Undocumented));
    }

    /// <summary>Returns what is wrong with a response to invalid input; null if nothing is.</summary>
    internal static string? FindFault(BadRequest request, RawResponse result)
    {
        if (result.Status is < 400 or >= 500) return $"{request}: {result.Status} {Truncate(result.Body)}";
        if (request.Method == "HEAD") return null;
        // Kestrel refuses a NUL in a path itself, before middleware can add a body to the response.
        if (result is { Status: 400, Body: "" } && request.Target.Contains("%00", StringComparison.Ordinal))
            return null;
        if (result.Problem is not ({ Length: > 0 }, { Length: > 0 }))
            return $"{request}: {result.Status} without code and detail: {Truncate(result.Body)}";
        return null;
    }

    private static IEnumerable<string> Undocumented(Operation operation)
    {
        if (!operation.Definition.TryGetProperty("summary", out var summary)
            || string.IsNullOrWhiteSpace(summary.GetString()))
            yield return $"{operation}: no summary";
        var results = operation.Definition.GetProperty("responses").EnumerateObject().ToList();
        if (!results.Any(result => result.Name[0] == '2')) yield return $"{operation}: no 2xx";
        if (!results.Any(result => result.Name[0] == '4')) yield return $"{operation}: no 4xx";
        foreach (var result in results.Where(a => a.Name is not ("204" or "304" or "307" or "416")))
            if (!result.Value.TryGetProperty("content", out var content)
                || content.EnumerateObject().Any(type => !type.Value.TryGetProperty("schema", out _)))
                yield return $"{operation}: {result.Name} without a type";
        if (operation.HasBody && operation.Definition.GetProperty("requestBody").GetProperty("content")
            .EnumerateObject().Any(type => !type.Value.TryGetProperty("schema", out _)))
            yield return $"{operation}: a body without a type";
    }

    /// <summary>Creates a valid value for every parameter, so that only the invalid part is refused.</summary>
    private async Task<Dictionary<string, string>> Existing(IEnumerable<Operation> operations)
    {
        var api = stack.Api;
        var experiment = await api.CreateExperiment("bad input");
        var run = await api.StartRun(new NewRun(experiment.ExperimentId,
            Tags: new Dictionary<string, string> { ["tag"] = "there" }));
        var upload = await api.Send<ArtifactUpload>(HttpMethod.Post, $"/api/v1/runs/{run.RunId}/uploads",
            new { path = "model.bin" });
        await api.Register("bad-input", new NewModelVersion(ArtifactMode: ArtifactMode.Upload));
        var logged = await api.Send<JsonElement>(HttpMethod.Post, "/api/2.0/mlflow/logged-models",
            new { experiment_id = experiment.ExperimentId, name = "bad-input" });
        await api.Send(HttpMethod.Post, "/api/3.0/mlflow/traces", Trace("tr-bad-input", experiment.ExperimentId));
        var existing = new Dictionary<string, string>
        {
            ["experiment_id"] = experiment.ExperimentId,
            ["run_id"] = run.RunId,
            ["key"] = "tag",
            ["path"] = "model.bin",
            ["upload_id"] = upload.UploadId,
            ["name"] = "bad-input",
            ["version"] = "1",
            ["alias"] = "champion",
            ["model_id"] = logged.GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!,
            ["trace_id"] = "tr-bad-input",
            ["check"] = "bias",
            ["approval_id"] = "there-is-none",
            ["rule_id"] = "there-is-none",
            ["job_id"] = "there-is-none",
            ["dataset_id"] = "there-is-none",
            ["id"] = "00000000000000-000000000000-00000000", // of a dead event, which cannot be created here
        };
        Assert.Empty(operations.SelectMany(operation => operation.PathParameters).Distinct().Except(existing.Keys));
        return existing;
    }

    private static object Trace(string id, string experiment) => new
    {
        trace = new
        {
            trace_info = new
            {
                trace_id = id,
                trace_location = new
                {
                    type = "MLFLOW_EXPERIMENT",
                    mlflow_experiment = new { experiment_id = experiment },
                },
                request_time = "2026-01-01T00:00:00Z",
                state = "OK",
            },
        },
    };

    private static string Truncate(string value) => value.Length < 300 ? value : value[..300];
}
