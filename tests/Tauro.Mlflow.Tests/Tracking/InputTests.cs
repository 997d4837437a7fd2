namespace Tauro.Mlflow.Tests.Tracking;

[Collection("suite")]
public sealed class InputTests(Suite suite)
{
    private static readonly object Dataset = new
    {
        tags = new[] { new { key = "mlflow.data.context", value = "training" } },
        dataset = new { name = "train", digest = "abc", source_type = "local", source = "/data", profile = "{}" },
    };

    [Fact]
    public async Task Datasets_and_models_are_returned_with_the_run_and_datasets_by_a_search()
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateRun(experiment);
        for (var i = 0; i < 2; i++)
        {
            await suite.Call("runs/log-inputs", new
            {
                run_id = id, datasets = new[] { Dataset }, models = new[] { new { model_id = "m-1" } },
            });
            await suite.Call(
                "runs/outputs", new { run_id = id, models = new[] { new { model_id = "m-2", step = "4" } } });
        }

        var datasets = """
            [{"tags":[{"key":"mlflow.data.context","value":"training"}],
            "dataset":{"name":"train","digest":"abc","source_type":"local","source":"/data","profile":"{}"}}]
            """.ReplaceLineEndings("");
        var run = await suite.Run(id);
        Assert.Equal(datasets, run.GetProperty("inputs").GetProperty("dataset_inputs").ToString());
        Assert.Equal(["m-1"], run.GetProperty("inputs").GetStrings("model_inputs", "model_id"));
        Assert.Equal("""{"model_outputs":[{"model_id":"m-2","step":4}]}""", run.GetProperty("outputs").ToString());

        var found = await suite.Call("runs/search", new { experiment_ids = new[] { experiment } });
        var inputs = found.GetProperty("runs")[0].GetProperty("inputs");
        Assert.Equal(datasets, inputs.GetProperty("dataset_inputs").ToString());
    }

    [Theory]
    [InlineData("/api/2.0mlflow/experiments/search-datasets")]
    [InlineData("/ajax-api/2.0/mlflow/experiments/search-datasets")]
    public async Task Datasets_are_found_by_experiment(string path)
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateRun(experiment);
        await suite.Call("runs/log-inputs", new { run_id = id, datasets = new[] { Dataset } });
        Assert.Equal(
            $$"""[{"experiment_id":"{{experiment}}","name":"train","digest":"abc","context":"training"}]""",
            (await suite.Call(path, new { experiment_ids = new[] { experiment } }))
                .GetProperty("dataset_summaries").ToString());
        Assert.Contains("must specify at least one experiment_id", await suite.Refused(path, "{}"));
        Assert.Contains("cannot specify more than 20 experiment_ids. Received 21 experiment_ids.",
            await suite.Refused(path, new { experiment_ids = Enumerable.Range(0, 21).Select(i => $"{i}") }));
    }

    [Fact]
    public async Task Incomplete_inputs_are_refused()
    {
        var id = await suite.CreateRun();
        Assert.Contains("Missing value for required parameter 'run_id'",
            await suite.Refused("runs/log-inputs", new { datasets = new[] { Dataset } }));
        Assert.Contains("Invalid value \"x\" for parameter 'datasets' supplied",
            await suite.Refused("runs/log-inputs", new { run_id = id, datasets = "x" }));
        var nameless = new[] { new { dataset = new { } } };
        Assert.Contains("Dataset name cannot be None",
            await suite.Refused("runs/log-inputs", new { run_id = id, datasets = nameless }));
        Assert.Contains("Missing value for required parameter 'models'",
            await suite.Refused("runs/outputs", new { run_id = id }));
        var digest = new string('d', 37);
        var tooLong = new[] { new { dataset = new { name = "n", digest, source_type = "s", source = "s" } } };
        Assert.Contains("'digest' exceeds the maximum length of 36 characters",
            await suite.Refused("runs/log-inputs", new { run_id = id, datasets = tooLong }));
        await suite.Refused(
            "runs/log-inputs", new { run_id = "none", datasets = new[] { Dataset } }, "RESOURCE_DOES_NOT_EXIST", 404);
    }

    [Fact]
    public async Task A_search_returns_the_inputs_and_outputs_of_a_run_like_get()
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateRun(experiment);
        await suite.Call(
            "runs/log-inputs",
            new { run_id = id, datasets = new[] { Dataset }, models = new[] { new { model_id = "m-1" } } });
        await suite.Call("runs/outputs", new { run_id = id, models = new[] { new { model_id = "m-2", step = 4 } } });
        var found = await suite.Call("runs/search", new { experiment_ids = new[] { experiment } });
        Assert.Equal(
            (await suite.Run(id)).ToString(), Assert.Single(found.GetProperty("runs").EnumerateArray()).ToString());
    }

    [Theory]
    [InlineData("dataset.name = 'train'", true)]
    [InlineData("datasets.digest LIKE 'a%' AND dataset.context = 'training'", true)]
    [InlineData("dataset.context IN ('training', 'eval')", true)]
    [InlineData("dataset.name ILIKE 'TR%'", true)]
    [InlineData("dataset.name = 'other'", false)]
    [InlineData("dataset.name != 'train'", false)]
    public async Task Runs_are_found_by_their_datasets_with_both_APIs(string filter, bool found)
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateRun(experiment);
        await suite.CreateRun(experiment);
        await suite.Call("runs/log-inputs", new { run_id = id, datasets = new[] { Dataset } });
        var runs = await suite.Call("runs/search", new { experiment_ids = new[] { experiment }, filter });
        Assert.Equal(
            found ? [id] : [],
            runs.TryGetProperty("runs", out var list)
                ? list.EnumerateArray().Select(run => run.GetProperty("info").GetString("run_id")) : []);
        var native = await suite.Call("/api/v1/runs/search", new { experiment_ids = new[] { experiment }, filter });
        Assert.Equal(found ? 1 : 0, native.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Sorting_by_datasets_and_unknown_dataset_attributes_are_refused()
    {
        Assert.Contains("has many values", await suite.Refused(
            "runs/search", new { experiment_ids = new[] { "0" }, order_by = new[] { "dataset.name" } }));
        Assert.Contains("Invalid dataset attribute 'source'", await suite.Refused(
            "runs/search", new { experiment_ids = new[] { "0" }, filter = "dataset.source = 'x'" }));
    }
}
