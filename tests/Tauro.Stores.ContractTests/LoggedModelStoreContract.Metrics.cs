using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class LoggedModelStoreContract
{
    [Fact]
    public async Task A_point_logged_again_keeps_its_first_value()
    {
        var (model, run) = (await NewModel(), await NewRun());
        await LogMetrics(run, Metric(model, "acc", 0.5), Metric(model, "acc", 0.6));
        await LogMetrics(run, Metric(model, "acc", 0.7), Metric(model, "acc", 0.8, timestamp: 2));
        var other = Ok(await Runs.StartRun(new NewRun(run.ExperimentId)));
        await LogMetrics(other, Metric(model, "acc", 0.9));

        var kept = Ok(await LoggedModels.GetLoggedModel(model.ModelId)).Metrics;
        Assert.Equal([0.5, 0.8, 0.9], kept.Select(metric => metric.Value).Order());
        Assert.Equal(run.RunId, kept.Single(metric => metric.Value == 0.5).RunId);
    }

    [Fact]
    public async Task Points_on_several_datasets_are_all_kept()
    {
        var (model, run) = (await NewModel(), await NewRun());
        (string? Name, string? Digest)[] datasets =
            [(null, null), ("eval", null), ("eval", "1"), ("eval", "2"), ("train", "1"), (null, "1"), ("1\neval", "")];
        var points = datasets.Select((on, i) => Metric(model, "acc", i, dataset: on.Name, digest: on.Digest)).ToArray();
        await LogMetrics(run, points);
        await LogMetrics(run, points);

        var kept = Ok(await LoggedModels.GetLoggedModel(model.ModelId)).Metrics;
        Assert.Equal(
            datasets,
            kept.OrderBy(metric => metric.Value).Select(metric => (metric.DatasetName, metric.DatasetDigest)));
    }

    [Fact]
    public async Task A_batch_with_an_unknown_model_changes_nothing()
    {
        var (model, run) = (await NewModel(), await NewRun());
        var unknown = Metric(model, "acc", 0.5) with { ModelId = new("m-0") };
        var batch = new RunBatch([new MetricPoint("acc", 0.5, 1)])
        {
            ModelMetrics = [Metric(model, "acc", 1), unknown],
        };
        NotFound(await Runs.Log(run.RunId, batch));
        Assert.Empty((await Reread(run)).Metrics);
        Assert.Empty(Ok(await LoggedModels.GetLoggedModel(model.ModelId)).Metrics);
    }

    [Fact]
    public async Task Over_the_limit_the_oldest_points_are_deleted_except_the_latest_of_each_metric()
    {
        var (model, run) = (await NewModel(), await NewRun());
        await LogMetrics(run, Metric(model, "rare", 0.25, timestamp: 0));
        for (var from = 0; from < Limits.LoggedModelPointsMax + 2_000; from += 1_000)
            await LogMetrics(run, [.. Enumerable.Range(from, 1_000).Select(i => Metric(model, "loss", i, i + 1, i))]);

        var kept = Ok(await LoggedModels.GetLoggedModel(model.ModelId)).Metrics;
        Assert.InRange(kept.Count, Limits.LoggedModelPointsMax / 2, Limits.LoggedModelPointsMax);
        Assert.Equal(0.25, kept.Single(metric => metric.Key == "rare").Value);
        Assert.Equal(
            Limits.LoggedModelPointsMax + 1_999, kept.Where(metric => metric.Key == "loss").Max(metric => metric.Step));
    }
}
