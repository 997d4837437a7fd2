using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class LoggedModelStoreContract
{
    [Fact]
    public async Task A_point_logged_again_keeps_its_first_value()
    {
        var (model, run) = (await NewModel(), await NewRun());
        await LogMetrics(run, Metric(model, "acc", 0.5, dataset: "train", digest: "d"), Metric(model, "acc", 0.5));
        await LogMetrics(run, Metric(model, "acc", 0.7), Metric(model, "acc", 0.8, timestamp: 2));
        var other = Ok(await Runs.StartRun(new NewRun(run.ExperimentId)));
        await LogMetrics(other, Metric(model, "acc", 0.9));

        var kept = Ok(await LoggedModels.GetLoggedModel(model.ModelId)).Metrics;
        Assert.Equal([0.5, 0.8, 0.9], kept.Select(metric => metric.Value).Order());
        var first = kept.Single(metric => metric.Value == 0.5);
        Assert.Equal((run.RunId, "train", "d"), (first.RunId, first.DatasetName, first.DatasetDigest));
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
