using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.LoggedModels;
using Tauro.Stores.Local.MetricRules;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Local.Webhooks;
using Tauro.Stores.Retention;
using Tauro.Stores.Rules;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Documents of every kind, at the limit on memory.</summary>
public sealed class MemoryKindTests : IAsyncLifetime
{
    private static readonly ExperimentId Default = new("0");
    private static readonly TraceId Trace = new("tr-1");
    private static readonly NewModelVersion Version = new(ArtifactMode: ArtifactMode.None);

    /// <summary>In an order in which each can follow the previous ones.</summary>
    private static readonly Dictionary<string, Func<MemoryKindTests, Task>> Additions = new()
    {
        ["experiment"] = test => test.Runs.CreateExperiment(new NewExperiment("more")).AsTask(),
        ["run"] = async test => test.run = (await test.Runs.StartRun(new NewRun(Default))).Value.RunId,
        ["point"] = test => test.Runs.Log(test.run, new RunBatch([new MetricPoint("m", 1, 1)])).AsTask(),
        ["metric rule"] = test => new LocalMetricRuleStore(test.tracking, Entropy.System).CreateRule(
            new NewMetricRule("m", MetricRuleType.Threshold, Default, null, MetricOperator.Above, 1)).AsTask(),
        ["inputs"] = test => test.Runs.LogInputs(test.run, new RunInputs
        {
            Datasets = [new DatasetInput(new Dataset("d", "1", "s3", "uri"), new Dictionary<string, string>())],
        }).AsTask(),
        ["logged model"] = async test => test.model =
            (await test.LoggedModels.CreateLoggedModel(new NewLoggedModel(Default))).Value.ModelId,
        ["metric of a logged model"] = test => test.Runs.Log(test.run, new RunBatch([new MetricPoint("m", 1, 2)])
        {
            ModelMetrics =
                [new LoggedModelMetric { ModelId = test.model, RunId = test.run, Key = "m", Value = 1, Timestamp = 2 }],
        }).AsTask(),
        ["trace"] = test => test.Traces.StartTrace(new Trace { TraceId = Trace, ExperimentId = Default }).AsTask(),
        ["span"] = test => test.Traces.LogSpans(Default,
            [new(Trace, new("1"), null, "s", null, "OK", 1, 2, SpanContent.From("{}"u8))]).AsTask(),
        ["assessment"] = test => test.Traces.CreateAssessment(new Assessment
        {
            AssessmentId = new("a-1"), TraceId = Trace, Name = "right",
            Feedback = JsonSerializer.SerializeToElement(new { value = true }),
        }).AsTask(),
        ["dataset"] = async test => test.dataset = (await test.Datasets.CreateDataset(
            new NewEvaluationDataset("d", [Default], new Dictionary<string, string>()))).Value.DatasetId,
        ["record"] = test => test.Datasets.UpsertRecords(
            test.dataset, [new RecordChange(JsonElement.Parse("{}"))]).AsTask(),
        ["scorer"] = test => test.Scorers.Register(Default, "s", "{}").AsTask(),
        ["online scoring"] = test => test.Scorers.SetOnlineScoring(Default, "s", 0.5, null).AsTask(),
        ["issue"] = test => test.Issues.CreateIssue(new NewIssue(Default, "slow", "d")).AsTask(),
        ["label schema"] = test => test.Reviews.CreateSchema(new NewLabelSchema(
            Default, "s", LabelSchemaType.Feedback, new LabelInput(Text: new TextInput()))).AsTask(),
        ["review queue"] = async test => test.queue = (await test.Reviews.CreateQueue(
            new NewReviewQueue(Default, "q", ReviewQueueType.Custom, [], []))).Value.QueueId,
        ["review item"] = test => test.Reviews.AddItems(test.queue, [Trace]).AsTask(),
        ["artifact"] = test => test.artifacts.Write(
            StoredPath.Parse(test.tracking.Disk, "a"), new MemoryStream([1]), new ArtifactExpectation()).AsTask(),
        ["upload"] = async test => test.upload = (await test.artifacts.BeginUpload(
            StoredPath.Parse(test.tracking.Disk, "u"), null)).Value.UploadId,
        ["part"] = test => test.artifacts.AppendUpload(test.upload, 0, new MemoryStream([1])).AsTask(),
        ["registered model"] = test => test.Models.CreateModel(new NewModel("fraud")).AsTask(),
        ["version"] = test => test.Models.RegisterVersion("fraud", Version).AsTask(),
        ["webhook"] = test => test.Webhooks.Create(new NewWebhook(
            "w", "https://hooks.example/1", ["registered_model.created"], null, null, true)).AsTask(),
        ["policy"] = test => test.Policies.SetPolicy("p", new NewPolicy(
            PolicyGate.Production, [new PolicyRule { Type = PolicyRuleType.Approvals, People = 1 }])).AsTask(),
        ["check"] = test => test.Policies.PostCheck("fraud", 1, "bias", new NewCheck(CheckStatus.Passed)).AsTask(),
        ["approval"] = test => test.Policies.RequestApproval(
            "fraud", 1, new NewApproval(PolicyGate.Production, "ann"), TimeSpan.FromDays(1)).AsTask(),
        ["retention policy"] = test => test.RunRetention.SetPolicy("p", new NewRetentionPolicy()).AsTask(),
        ["hold"] = test => test.RunRetention.SetHold(
            new HoldTarget.Experiment(Default), new NewHold("Case 7")).AsTask(),
        ["retention policy of models"] = test => test.ModelRetention.SetPolicy("p", new NewRetentionPolicy()).AsTask(),
        ["hold on a model"] = test => test.ModelRetention.SetHold(
            new HoldTarget.Model("fraud"), new NewHold("Case 7")).AsTask(),
    };

    /// <summary>These are needed to go on, or to delete something.</summary>
    private static readonly string[] AlwaysAccepted =
    [
        "events/cursors", "events/dead", "runs/deletions", "runs/purges", "models/deleted",
        "runs/metric-rule-states",
        "retention/jobs", "retention/jobs", // of each service
    ];

    private readonly LocalStoreOptions options = new() { Background = false, FreeBytesMin = 0 };
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private LocalEngine<TrackingState> tracking = null!;
    private LocalEngine<RegistryState> registry = null!;
    private ArtifactStore artifacts = null!;
    private LocalArtifactCatalogue<TrackingState> catalogue = null!;
    private RunId run;
    private LoggedModelId model;
    private DatasetId dataset;
    private ReviewQueueId queue;
    private UploadId upload;

    public static TheoryData<string> Kinds => [.. Additions.Keys];

    private LocalRunStore Runs => new(tracking, Entropy.System);

    private LocalLoggedModelStore LoggedModels => new(tracking, Entropy.System);

    private LocalTraceStore Traces => new(tracking, Entropy.System);

    private LocalEvaluationStore Datasets => new(tracking, Entropy.System);

    private LocalScorerStore Scorers => new(tracking, Entropy.System);

    private LocalIssueStore Issues => new(tracking, Entropy.System);

    private LocalReviewStore Reviews => new(tracking, Entropy.System);

    private LocalModelStore Models => new(registry, Entropy.System);

    private LocalPolicyStore Policies => new(registry, Keys, Entropy.System);

    private LocalRetentionStore<TrackingState> RunRetention => new(
        tracking, new RetainedRuns(tracking, new LocalPurgeStore(tracking, catalogue, Entropy.System)), Entropy.System);

    private LocalRetentionStore<RegistryState> ModelRetention => new(registry, new RetainedModels(), Entropy.System);

    private LocalWebhookStore Webhooks => new(registry, Keys, Entropy.System);

    private SecretKeys Keys => new(registry.Disk, null, Entropy.System);

    public async ValueTask InitializeAsync()
    {
        tracking = Open(() => new TrackingState(options));
        registry = Open(() => new RegistryState());
        await LocalRunStore.Prepare(tracking, Entropy.System);
        (artifacts, catalogue) = await LocalArtifacts.OpenBoth(tracking, Entropy.System);
    }

    public async ValueTask DisposeAsync()
    {
        await tracking.DisposeAsync();
        await registry.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task None_is_added_at_the_limit(string kind)
    {
        foreach (var (name, add) in Additions)
        {
            if (name == kind) break;
            await add(this);
        }

        options.MemoryBytes = 1;
        time.Advance(TimeSpan.FromMinutes(1));
        var before = Count();

        await Assert.ThrowsAsync<StorageBusyException>(() => Additions[kind](this));

        Assert.Equal(before, Count());
        options.MemoryBytes = 0;
        time.Advance(TimeSpan.FromMinutes(1));
        await Additions[kind](this);
        Assert.NotEqual(before, Count());
    }

    [Fact]
    public async Task Every_table_is_tested()
    {
        foreach (var add in Additions.Values) await add(this);

        Assert.Equal(
            AlwaysAccepted.Order(),
            tracking.State.Tables.Concat(registry.State.OwnTables).Where(table => table.Count == 0)
                .Select(table => table.Path).Order());
    }

    [Fact]
    public async Task A_retention_job_runs_at_the_limit()
    {
        for (var i = 0; i < 2; i++) Assert.True((await Models.RegisterVersion("fraud", Version)).IsOk);
        Assert.True((await ModelRetention.SetPolicy("p", new NewRetentionPolicy { KeepLast = 1 })).IsOk);
        options.MemoryBytes = 1;
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await ModelRetention.RunJob()).Value.Deleted);
    }

    [Fact]
    public async Task A_follower_saves_its_first_cursor_at_the_limit()
    {
        var events = new LocalEventLog<TrackingState>(tracking);
        options.MemoryBytes = 1;
        time.Advance(TimeSpan.FromMinutes(1));

        var claim = await events.Claim("bus", "session", TimeSpan.FromHours(1));
        Assert.True(await events.SetCursor(claim, new EventCursor(1)));

        Assert.Equal(1, (await events.GetCursor("bus")).Sequence);
    }

    private string Count() => string.Join(
        ' ', tracking.State.Tables.Concat(registry.State.Tables).Select(table => (long)table.Count)
            .Append(tracking.State.Points.Pending));

    private LocalEngine<TState> Open<TState>(Func<TState> newState) where TState : LocalState =>
        LocalEngine<TState>.Open(new LocalEngineParts<TState>(
            new SimulatedDisk(), newState, options, time, NullLogger.Instance));
}
