using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Runs;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class RunLogDecisionTests
{
    private static readonly Dictionary<LoggedModelId, MeasuredModel> NoModels = [];

    [Fact]
    public void A_param_keeps_its_value()
    {
        Assert.Equal(
            new ParamConflict("run", "r", "lr", "0.1", "0.2"),
            Log(Run(), new RunBatch(Params: Pair("lr", "0.2"))).Problem);
        Assert.Empty(Ok(Log(Run(), new RunBatch(Params: Pair("lr", "0.1")))).Facts);
    }

    [Fact]
    public void The_facts_of_a_batch_are_its_points_and_then_one_patch_with_params_and_tags()
    {
        var batch = new RunBatch(
            Metrics: [new MetricPoint("loss", 0.5, 1, 0)], Params: Pair("depth", "3"), Tags: Pair("t", "1"));
        var points = PointBatch.From(new("r"), batch.Metrics!);

        var facts = Ok(Log(Run(), batch, points)).Facts;

        Assert.Same(points, Assert.IsType<TrackingFact.AddPoints>(facts[0]).Points);
        var patch = Assert.IsType<TrackingFact.PatchRun>(facts[1]).Patch;
        Assert.Equal(("r", Now), (patch.RunId, patch.LastUpdateTime));
        Assert.Equal(Pair("depth", "3"), patch.Params);
        Assert.Equal(Pair("t", "1"), patch.Tags);
        Assert.Equal(2, facts.Count);
    }

    [Fact]
    public void A_deleted_run_accepts_no_batch_and_an_unknown_run_is_not_found()
    {
        var batch = new RunBatch(Tags: Pair("t", "1"));

        Assert.Equal(ProblemCodes.RunDeleted, Log(Run(stage: LifecycleStage.Deleted), batch).Problem?.Code);
        Assert.Equal(
            ProblemCodes.RunNotFound, RunLogWrites.Log(null, new("r"), batch, null, NoModels, true, Now).Problem?.Code);
    }

    [Fact]
    public void Params_tags_and_metrics_are_limited_and_existing_keys_do_not_count_twice()
    {
        var run = Run() with { Params = Many(Limits.ParamsMax), Tags = Many(Limits.TagsMax) };
        RunBatch[] tooMany = [new(Params: Pair("one more", "")), new(Tags: Pair("one more", ""))];

        Assert.All(tooMany, batch => Assert.Equal(ProblemCodes.LimitExceeded, Log(run, batch).Problem?.Code));
        Assert.True(Log(run, new RunBatch(Params: Pair("k0", "v"), Tags: Pair("k0", "w"))).IsOk);
        MetricPoint[] loss = [new("loss", 0.5, 1, 0)];
        var points = PointBatch.From(new("r"), loss);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            Log(Run(), new RunBatch(loss), points, Limits.MetricKeysMax, hasMetrics: false).Problem?.Code);
        Assert.True(Log(Run(), new RunBatch(loss), points, Limits.MetricKeysMax, hasMetrics: true).IsOk);
    }

    [Fact]
    public void A_changed_tag_may_be_longer_than_a_logged_one_and_can_be_refused()
    {
        var refusal = StoreProblem.Invalid(ProblemCodes.LimitExceeded, "Full.");

        var patch = Assert.IsType<TrackingFact.PatchRun>(Assert.Single(Ok(Change(old => old + "!")).Facts)).Patch;
        Assert.Equal(Pair("t", "!"), patch.Tags);
        Assert.Same(refusal, Change(_ => refusal).Problem);
        Assert.True(Change(_ => new string('x', Limits.ListTagValueLengthMax)).IsOk);
        Assert.Equal(
            ProblemCodes.LimitExceeded, Change(_ => new string('x', Limits.ListTagValueLengthMax + 1)).Problem?.Code);

        static StoreOutcome<Decision<TrackingFact, Done>> Change(Func<string?, StoreOutcome<string>> change) =>
            RunLogWrites.ChangeTag(Run(), new("r"), "t", change, true, Now);
    }

    [Fact]
    public void A_metric_of_a_model_is_stored_once_with_its_run()
    {
        var loaded = new MeasuredModel(LoggedModel(), new Dictionary<string, LoggedModelMetric>());
        var batch = new RunBatch { ModelMetrics = [Point("m", 1), Point("m", 1), Point("m", 2)] };

        var facts = Ok(RunLogWrites.Log(Aggregate(Run()), new("r"), batch, null, Models(loaded), true, Now)).Facts;

        Assert.Equal(
            [
                new TrackingFact.PutLoggedModelMetric(Point("m", 1) with { RunId = new("r") }),
                new TrackingFact.PutLoggedModelMetric(Point("m", 2) with { RunId = new("r") }),
            ],
            facts);
        Assert.Equal(
            new LoggedModelMissing(new("other")),
            Log(Run(), new RunBatch { ModelMetrics = [Point("other", 1)] }).Problem);
    }

    [Fact]
    public void The_oldest_points_of_a_full_model_are_deleted_except_the_latest_of_each_series()
    {
        var kept = Enumerable.Range(0, Limits.LoggedModelPointsMax - 1)
            .Select(i => Point("m", i) with { RunId = new("r") })
            .Append(Point("m", -1) with { RunId = new("alone") });
        var loaded = new MeasuredModel(LoggedModel(), kept.ToDictionary(MeasuredModel.KeyOf));
        var batch = new RunBatch { ModelMetrics = [Point("m", Limits.LoggedModelPointsMax)] };

        var facts = Ok(RunLogWrites.Log(Aggregate(Run()), new("r"), batch, null, Models(loaded), true, Now)).Facts;

        Assert.Equal(
            Enumerable.Range(0, Limits.LoggedModelPointsMax / 10)
                .Select(i => new TrackingFact.RemoveLoggedModelMetric(
                    MeasuredModel.KeyOf(Point("m", i) with { RunId = new("r") }))),
            facts.OfType<TrackingFact.RemoveLoggedModelMetric>());
        Assert.IsType<TrackingFact.PutLoggedModelMetric>(facts[^1]);
    }

    private static StoreOutcome<Decision<TrackingFact, Done>> Log(
        Run run, RunBatch batch, PointBatch? points = null, int metricCount = 0, bool hasMetrics = false) =>
        RunLogWrites.Log(
            new RunAggregate(run, metricCount, _ => hasMetrics), new("r"), batch, points, NoModels, true, Now);

    private static RunAggregate Aggregate(Run run) => new(run, 0, _ => false);

    private static Dictionary<LoggedModelId, MeasuredModel> Models(MeasuredModel loaded) =>
        new() { [new("m")] = loaded };

    private static LoggedModelMetric Point(string modelId, long step) =>
        new() { ModelId = new(modelId), Key = "acc", Value = 0.5, Timestamp = step, Step = step };

    private static Dictionary<string, string> Pair(string key, string value) => new() { [key] = value };

    private static Dictionary<string, string> Many(int count) =>
        Enumerable.Range(0, count).ToDictionary(i => $"k{i}", _ => "v");
}
