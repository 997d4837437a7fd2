using System.Net;
using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Journeys;

/// <summary>The requests of a training script, one by one like MLflow's Python client sends them.</summary>
[Collection("suite")]
public sealed class TrainingJourneyTests(Suite suite)
{
    private static readonly string[] Files = ["MLmodel", "conda.yaml", "data/model.pkl"];
    private readonly string name = $"journey {Guid.NewGuid():N}";

    [Fact]
    public async Task A_script_trains_registers_finds_and_loads_a_model()
    {
        var experiment = await SetExperiment();
        var (run, root) = await StartRun(experiment);
        await Autolog(run);
        await LogModelFiles(root);
        await Register(run, $"{root}/model");
        await suite.Call("runs/update", new
        {
            run_uuid = run, run_id = run, status = "FINISHED", end_time = 1_700_000_009_000, run_name = "",
        });

        await Search(experiment, run);
        await LoadByAlias();
        await AssertNative(run);
    }

    // mlflow.set_experiment(name)
    private async Task<string> SetExperiment()
    {
        await suite.Call("/api/3.0/mlflow/server-info");
        var unknown = await suite.Refused(
            $"experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}", null,
            "RESOURCE_DOES_NOT_EXIST", 404);
        Assert.Contains("Could not find experiment with name", unknown);
        var id = (await suite.Call("experiments/create", new { name })).GetString("experiment_id");
        var made = (await suite.Call($"experiments/get?experiment_id={id}")).GetProperty("experiment");
        Assert.Equal((name, "active"), (made.GetString("name"), made.GetString("lifecycle_stage")));
        return id;
    }

    // mlflow.start_run()
    private async Task<(string Run, string Root)> StartRun(string experiment)
    {
        var created = (await suite.Call("runs/create", new
        {
            user_id = "ann",
            start_time = 1_700_000_000_000,
            tags = new[]
            {
                Tag("mlflow.user", "ann"), Tag("mlflow.source.name", "train.py"), Tag("mlflow.source.type", "LOCAL"),
            },
            experiment_id = experiment,
            run_name = "",
        })).GetProperty("run").GetProperty("info");
        Assert.NotEmpty(created.GetString("run_name"));
        Assert.StartsWith($"mlflow-artifacts:/{experiment}/", created.GetString("artifact_uri"));
        return (created.GetString("run_id"), created.GetString("artifact_uri")["mlflow-artifacts:/".Length..]);
    }

    // mlflow.autolog(): first params and tags, then the metrics of each epoch, and finally the dataset
    private async Task Autolog(string run)
    {
        await suite.Call("runs/log-batch", new
        {
            run_id = run,
            @params = new[] { Tag("learning_rate", "0.1"), Tag("max_depth", "6") },
            tags = new[] { Tag("estimator_name", "XGBClassifier") },
        });
        for (var epoch = 0; epoch < 3; epoch++)
            await suite.Call("runs/log-batch", new
            {
                run_id = run,
                metrics = new[] { "train-loss", "eval-loss" }.Select((key, i) => new
                {
                    key, value = 1.0 / (epoch + i + 1), timestamp = 1_700_000_001_000 + epoch, step = epoch,
                }),
            });
        await suite.Call("runs/log-inputs", new
        {
            run_id = run,
            datasets = new[]
            {
                new
                {
                    tags = new[] { Tag("mlflow.data.context", "train") },
                    dataset = new
                    {
                        name = "iris", digest = "1f2e3d", source_type = "local", source = """{"uri":"iris.csv"}""",
                    },
                },
            },
        });
    }

    // mlflow.log_artifact(): gets the artifact_uri of the run and uploads each file below it
    private async Task LogModelFiles(string root)
    {
        foreach (var file in Files)
        {
            using var content = new ByteArrayContent([.. file.Select(letter => (byte)letter)]);
            using var response = await suite.Http.PutAsync(
                $"/api/2.0/mlflow-artifacts/artifacts/{root}/model/{file}", content);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    // mlflow.register_model("runs:/…/model", name) and client.set_registered_model_alias()
    private async Task Register(string run, string path)
    {
        await suite.Call("registered-models/create", new { name });
        var again = await suite.Refused("registered-models/create", new { name }, "RESOURCE_ALREADY_EXISTS");
        Assert.Contains("already exists", again);
        var version = (await suite.Call("model-versions/create", new
        {
            name, source = $"mlflow-artifacts:/{path}", run_id = run, description = "",
        })).GetProperty("model_version");
        Assert.Equal(("1", "READY"), (version.GetString("version"), version.GetString("status")));
        var awaited = await suite.Call($"model-versions/get?name={Uri.EscapeDataString(name)}&version=1");
        Assert.Equal("READY", awaited.GetProperty("model_version").GetString("status"));
        await suite.Call("registered-models/alias", new { name, alias = "champion", version = "1" });
    }

    // mlflow.search_runs()
    private async Task Search(string experiment, string run)
    {
        var found = await suite.Call("runs/search", new
        {
            experiment_ids = new[] { experiment },
            filter = "metrics.`eval-loss` < 0.5 and params.max_depth = '6' and tags.estimator_name LIKE 'XGB%'",
            run_view_type = "ACTIVE_ONLY",
            max_results = 1_000,
            order_by = new[] { "metrics.`eval-loss` ASC" },
        });
        var data = Assert.Single(found.GetProperty("runs").EnumerateArray());
        var info = data.GetProperty("info");
        Assert.Equal((run, "FINISHED"), (info.GetString("run_id"), info.GetString("status")));
        Assert.Equal("iris", data.GetProperty("inputs").GetProperty("dataset_inputs")[0]
            .GetProperty("dataset").GetString("name"));
    }

    // mlflow.pyfunc.load_model("models:/name@champion")
    private async Task LoadByAlias()
    {
        var escaped = Uri.EscapeDataString(name);
        var version = (await suite.Call($"registered-models/alias?name={escaped}&alias=champion"))
            .GetProperty("model_version").GetString("version");
        var uri = (await suite.Call($"model-versions/get-download-uri?name={escaped}&version={version}"))
            .GetString("artifact_uri");
        var root = uri["mlflow-artifacts:/".Length..];
        var loaded = new List<string>();
        await Download(root, "");
        Assert.Equal(Files.Order(StringComparer.Ordinal), loaded.Order(StringComparer.Ordinal));

        async Task Download(string folder, string below)
        {
            var list = await suite.Call($"/api/2.0/mlflow-artifacts/artifacts?path={Uri.EscapeDataString(folder)}");
            foreach (var entry in list.GetProperty("files").EnumerateArray())
            {
                var path = entry.GetString("path");
                if (entry.GetProperty("is_dir").GetBoolean())
                    await Download($"{folder}/{path}", $"{below}{path}/");
                else
                    loaded.Add(await suite.Http.GetStringAsync($"/api/2.0/mlflow-artifacts/artifacts/{folder}/{path}"));
            }
        }
    }

    private async Task AssertNative(string run)
    {
        var seen = await suite.Get<Run>($"/api/v1/runs/{run}");
        Assert.Equal((RunStatus.Completed, "0.1", 2L),
            (seen.Status, seen.Params["learning_rate"], seen.Metrics["eval-loss"].Step));
        var model = await suite.Get<RegisteredModel>($"/api/v1/models/{Uri.EscapeDataString(name)}");
        Assert.Equal(1, model.Aliases["champion"]);
        var files = await suite.Get<JsonElement>($"/api/v1/runs/{run}/artifacts?recursive=true");
        Assert.Equal(Files.Length, files.GetProperty("items").GetArrayLength());
    }

    private static object Tag(string key, string value) => new { key, value };
}
