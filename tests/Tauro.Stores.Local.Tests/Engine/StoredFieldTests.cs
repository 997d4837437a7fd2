using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class StoredFieldTests
{
    [Fact]
    public async Task Fields_that_are_read_together_are_those_of_the_runs_in_memory()
    {
        await using var store = await LocalTrackingStore.Open();
        var longKey = new string('ü', 250);
        var parent = (await store.Runs.StartRun(new NewRun(new("0"), "parent"))).Value.RunId;
        var child = new NewRun(new("0"), "child \"1\"", UserId: "ann", ParentRunId: parent);
        var run = (await store.Runs.StartRun(child)).Value.RunId;
        Assert.True((await store.Runs.Log(run, new RunBatch(
            [
                new MetricPoint("m", 3, 1, 1), new MetricPoint("m", double.NaN, 1, 2), new MetricPoint("m", 5, 1, 3),
                new MetricPoint(longKey, double.NegativeInfinity, 1),
            ],
            new Dictionary<string, string> { ["m"] = "a param", [longKey] = "\n" },
            new Dictionary<string, string> { ["m"] = "a tag" }))).IsOk);
        Assert.True((await store.Runs.UpdateRun(run, new RunChange(Status: RunStatus.Completed))).IsOk);
        Field metric = new(FieldKind.Metric, "m");
        Field[] fields =
        [
            metric, metric with { Function = FieldFunction.Min }, metric with { Function = FieldFunction.Max },
            metric with { Function = FieldFunction.First }, new(FieldKind.Metric, longKey),
            new(FieldKind.Metric, "absent"), new(FieldKind.Param, "m"), new(FieldKind.Param, longKey),
            new(FieldKind.Param, "absent"), new(FieldKind.Tag, "m"),
            .. new[]
            {
                "run_name", "status", "mlflow_status", "user_id", "start_time", "end_time", "duration", "artifact_uri",
                "run_id", "parent_run_id",
            }.Select(key => new Field(FieldKind.Attribute, key)),
        ];
        var inMemory = await Read();
        Assert.Equal(18, inMemory.Max(values => values.Count(value => value is not null)));

        await store.Checkpoint();
        await store.Reopen();

        Assert.Equal(inMemory, await Read());

        async Task<Literal?[][]> Read()
        {
            var read = (await store.Runs.ReadValues(new RunQuery(null, new PageRequest()), fields, 10)).Value;
            return
            [
                .. read.RunIds.Index().OrderBy(run => run.Item.Value, StringComparer.Ordinal)
                    .Select(run => read.Columns.Select(column => column[run.Index]).ToArray()),
            ];
        }
    }
}
