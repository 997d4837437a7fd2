using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Tauro.TestServers.Shapes;

/// <summary>
/// The data that a fixture's request finds, created for each fixture. A name in braces is replaced by an id or name.
/// </summary>
public sealed partial class ShapeSeed
{
    private readonly HttpClient http;
    private readonly Dictionary<string, string> names = [];

    private ShapeSeed(HttpClient http) => this.http = http;

    public static async Task<ShapeSeed> Prepare(HttpClient http, string fixture)
    {
        var seed = new ShapeSeed(http);
        await seed.Tracking(fixture);
        foreach (var (name, create) in seed.Parts)
            if (fixture.Contains($"{{{name}", StringComparison.Ordinal)) await create();
        return seed;
    }

    /// <summary>The ids and names, by the name in braces.</summary>
    public IReadOnlyDictionary<string, string> Names => names;

    public string Fill(string input) => Fill(input, value => value);

    /// <summary>Fills in ids and names that nothing has.</summary>
    public string FillAbsent(string input) => Fill(input, AbsentFor);

    /// <summary>Returns an id or a name that nothing has, of the same form.</summary>
    public static string AbsentFor(string value) => Digits().IsMatch(value)
        ? $"98765{value}"
        : Hexadecimal().Replace(value, match => string.Concat(match.Value.Reverse()));

    private string Fill(string input, Func<string, string> change)
    {
        foreach (var (name, value) in names)
            input = input.Replace($"{{{name}}}", change(value), StringComparison.Ordinal);
        return input;
    }

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();

    [GeneratedRegex("[0-9a-f]{12,}")]
    private static partial Regex Hexadecimal();

    /// <summary>
    /// What only some requests name, by the start of the name, in the order in which one is made of another.
    /// </summary>
    private (string Name, Func<Task> Create)[] Parts =>
    [
        ("deleted_experiment", DeletedExperiment), ("other_", OtherRun), ("model", Registry),
        ("logged_model", LoggedModel), ("trace", Trace), ("dataset", Dataset), ("scorer", Scorer), ("issue", Issue),
        ("schema", Schema), ("queue", Queue), ("item", Item), ("webhook", Webhook), ("upload", Upload),
        ("run_upload", RunUpload), ("pending", PendingVersion), ("version_upload", VersionUpload),
        ("rule", MetricRule),
    ];

    private async Task Tracking(string fixture)
    {
        var id = $"{Guid.NewGuid():N}";
        (names["name"], names["new_name"], names["unique"]) = ($"shape {id}", $"shape {id} new", id);
        names["experiment"] = await Create("experiments/create", """{"name": "{name}"}""", "experiment_id");
        await Post(
            "experiments/set-experiment-tag",
            """{"experiment_id": "{experiment}", "key": "team", "value": "red"}""");
        names["run"] = await Create(
            "runs/create",
            """{"experiment_id": "{experiment}", "run_name": "seeded", "user_id": "ann", "start_time": 5}""",
            "run", "info", "run_id");
        await Post(
            "runs/log-batch",
            """
            {"run_id": "{run}", "params": [{"key": "lr", "value": "0.1"}], "metrics": [
              {"key": "acc", "value": 0.5, "timestamp": 7, "step": 2},
              {"key": "acc", "value": 0.25, "timestamp": 6, "step": 1}]}
            """);
        if (new[] { "artifact", "model" }.Any(fixture.Contains)) await Files();
    }

    /// <summary>The files of the run, of which a model can be made.</summary>
    private async Task Files()
    {
        foreach (var path in new[] { "model/a.bin", "top.txt" })
        {
            using var put = await http.PutAsync(
                Fill($"/api/v1/runs/{{run}}/artifacts/{path}"), new ByteArrayContent("abc"u8.ToArray()));
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        }
    }

    private async Task DeletedExperiment()
    {
        names["deleted_experiment"] = await Create("experiments/create", """{"name": "{unique} d"}""", "experiment_id");
        await Post("experiments/delete", """{"experiment_id": "{deleted_experiment}"}""");
    }

    private async Task OtherRun()
    {
        names["other_experiment"] = await Create("experiments/create", """{"name": "{unique} o"}""", "experiment_id");
        names["other_run"] = await Create(
            "runs/create", """{"experiment_id": "{other_experiment}", "start_time": 1}""", "run", "info", "run_id");
    }

    private async Task Registry()
    {
        names["model"] = $"model {names["unique"]}";
        await Post(
            "registered-models/create",
            """{"name": "{model}", "description": "d", "tags": [{"key": "k", "value": "v"}]}""");
        await Post(
            "model-versions/create",
            """
            {"name": "{model}", "source": "mlflow-artifacts:/{experiment}/{run}/artifacts/model", "run_id": "{run}",
             "tags": [{"key": "vk", "value": "vv"}]}
            """);
        var created = JsonNode.Parse(await http.GetStringAsync(Fill("/api/v1/models/{model}")))!;
        names["registered_model"] = (string)created["model_id"]!;
        await Post("registered-models/alias", """{"name": "{model}", "alias": "champion", "version": "1"}""");
    }

    private async Task LoggedModel()
    {
        names["logged_model"] = await Create(
            "logged-models",
            """
            {"experiment_id": "{experiment}", "name": "tree", "model_type": "classifier", "source_run_id": "{run}",
             "params": [{"key": "depth", "value": "3"}], "tags": [{"key": "team", "value": "red"}]}
            """,
            "model", "info", "model_id");
        await Post(
            "runs/log-metric",
            """
            {"run_id": "{run}", "key": "f1", "value": 0.5, "timestamp": 7, "model_id": "{logged_model}",
             "dataset_name": "eval", "dataset_digest": "d1"}
            """);
        using var put = await http.PutAsync(
            Fill("/api/2.0/mlflow-artifacts/artifacts/{experiment}/models/{logged_model}/artifacts/code/a.py"),
            new ByteArrayContent("abc"u8.ToArray()));
        put.EnsureSuccessStatusCode();
    }

    private async Task Trace()
    {
        names["trace"] = $"tr-{names["unique"]}";
        using var export = ShapeFixture.Parse(Fill(ShapeFixture.ReadFile("otlp.json"))).Request();
        (await http.SendAsync(export)).EnsureSuccessStatusCode();
        await Post(
            "/api/3.0/mlflow/traces", ShapeFixture.Parse(ShapeFixture.ReadFile("traces.start")).Body!.ToJsonString());
        names["assessment"] = await Create(
            "/api/3.0/mlflow/traces/{trace}/assessments",
            ShapeFixture.Parse(ShapeFixture.ReadFile("assessments.create")).Body!.ToJsonString(),
            "assessment", "assessment_id");
    }

    private async Task Dataset()
    {
        names["dataset"] = await Create(
            "/api/3.0/mlflow/datasets/create",
            ShapeFixture.Parse(ShapeFixture.ReadFile("datasets.create")).Body!.ToJsonString(), "dataset", "dataset_id");
        var records = $"/api/3.0/mlflow/datasets/{names["dataset"]}/records";
        await Post(records, """{"records": "[{\"inputs\":{\"q\":\"why\"},\"expectations\":{\"a\":1}}]"}""");
        var listed = JsonNode.Parse(await http.GetStringAsync(records))!["records"]!;
        names["record"] = (string)JsonNode.Parse((string)listed!)![0]!["dataset_record_id"]!;
    }

    private async Task Scorer() => names["scorer"] = await Create(
        "/api/3.0/mlflow/scorers/register",
        ShapeFixture.Parse(ShapeFixture.ReadFile("scorers.register")).Body!.ToJsonString(), "scorer_id");

    private async Task Issue() => names["issue"] = await Create(
        "/api/3.0/mlflow/issues", ShapeFixture.Parse(ShapeFixture.ReadFile("issues.create")).Body!.ToJsonString(),
        "issue", "issue_id");

    private async Task Schema() => names["schema"] = await Create(
        "/api/3.0/mlflow/label-schemas/create",
        ShapeFixture.Parse(ShapeFixture.ReadFile("label-schemas.create")).Body!.ToJsonString(),
        "label_schema", "schema_id");

    private async Task Queue()
    {
        if (!names.ContainsKey("schema")) await Schema();
        names["queue"] = await Create(
            "/api/3.0/mlflow/review-queues/create",
            ShapeFixture.Parse(ShapeFixture.ReadFile("review-queues.create")).Body!.ToJsonString(),
            "review_queue", "queue_id");
    }

    private async Task Item()
    {
        await Post(
            "/api/3.0/mlflow/review-queues/items/add", """{"queue_id": "{queue}", "item_ids": ["{trace}"]}""");
        names["item"] = names["trace"];
    }

    private async Task Webhook() => names["webhook"] = await Create(
        "webhooks",
        """
        {"name": "hook", "url": "http://127.0.0.1:8/x", "secret": "hush",
         "events": [{"entity": "REGISTERED_MODEL", "action": "CREATED"}]}
        """,
        "webhook", "webhook_id");

    private async Task Upload()
    {
        names["upload"] = await Create(
            "/api/2.0/mlflow-artifacts/mpu/create/{experiment}/{run}/artifacts",
            """{"path": "big.bin", "num_parts": 2}""", "upload_id");
        using var put = await http.PutAsync(
            Fill("/api/2.0/mlflow-artifacts/mpu/uploads/{upload}/1"), new ByteArrayContent("abc"u8.ToArray()));
        put.EnsureSuccessStatusCode();
    }

    private async Task RunUpload() => names["run_upload"] =
        await Create("/api/v1/runs/{run}/uploads", """{"path": "big.bin"}""", "upload_id");

    /// <summary>The second version waits for its files.</summary>
    private async Task PendingVersion()
    {
        if (!names.ContainsKey("model")) await Registry();
        await Post("/api/v1/models/{model}/versions", "{}");
        names["pending"] = "2";
        using var put = await http.PutAsync(
            Fill("/api/v1/models/{model}/versions/2/artifacts/a.bin"), new ByteArrayContent("abc"u8.ToArray()));
        put.EnsureSuccessStatusCode();
    }

    private async Task VersionUpload()
    {
        if (!names.ContainsKey("pending")) await PendingVersion();
        names["version_upload"] = await Create(
            "/api/v1/models/{model}/versions/2/uploads", """{"path": "big.bin"}""", "upload_id");
    }

    private async Task MetricRule() => names["rule"] = await Create(
        "/api/v1/metric-rules",
        """{"metric": "acc", "type": "NO_POINT", "experiment_id": "{experiment}", "minutes": 5}""", "rule_id");

    private async Task<string> Create(string path, string request, params string[] id)
    {
        var body = await Post(path, request);
        return (string)id.Aggregate(body, (node, member) => node[member]!)!;
    }

    private async Task<JsonNode> Post(string path, string request)
    {
        path = path.StartsWith('/') ? path : $"/api/2.0/mlflow/{path}";
        using var body = new StringContent(Fill(request), null, "application/json");
        using var response = await http.PostAsync(Fill(path), body);
        var value = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {value}");
        return JsonNode.Parse(value)!;
    }
}
