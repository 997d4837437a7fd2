using System.Text.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Contracts.Trail;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Filters;
using Tauro.Stores.Guards;
using Tauro.Stores.Local.Tests.Engine;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Purges;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.Guards;

public sealed class TrackingGuardTests : IAsyncLifetime
{
    private static readonly Dictionary<string, AccessAction?> OfRuns = new()
    {
        // Only their endpoint decides.
        [nameof(IRunStore.CreateExperiment)] = null,
        [nameof(IRunStore.IsOnlyIn)] = null,
        // Only for administrators, in any workspace.
        [nameof(IRunStore.MoveExperiment)] = null,
        [nameof(IRunStore.Measure)] = null,
        [nameof(IRunStore.GetExperiment)] = AccessAction.Read,
        [nameof(IRunStore.GetExperimentByName)] = AccessAction.Read,
        [nameof(IRunStore.SearchExperiments)] = AccessAction.Read,
        [nameof(IRunStore.FindExperiments)] = AccessAction.Read,
        [nameof(IRunStore.FindExperiment)] = AccessAction.Read,
        [nameof(IRunStore.UpdateExperiment)] = AccessAction.Update,
        [nameof(IRunStore.DeleteExperiment)] = AccessAction.Delete,
        [nameof(IRunStore.RestoreExperiment)] = AccessAction.Delete,
        [nameof(IRunStore.StartRun)] = AccessAction.Update,
        [nameof(IRunStore.GetRun)] = AccessAction.Read,
        [nameof(IRunStore.SearchRuns)] = AccessAction.Read,
        [nameof(IRunStore.FindRuns)] = AccessAction.Read,
        [nameof(IRunStore.ReadRuns)] = AccessAction.Read,
        [nameof(IRunStore.ReadValues)] = AccessAction.Read,
        [nameof(IRunStore.AggregateRuns)] = AccessAction.Read,
        [nameof(IRunStore.UpdateRun)] = AccessAction.Update,
        [nameof(IRunStore.EndStaleRuns)] = null,
        [nameof(IRunStore.DeleteRun)] = AccessAction.Delete,
        [nameof(IRunStore.CheckWritable)] = AccessAction.Update,
        [nameof(IRunStore.RestoreRun)] = AccessAction.Delete,
        [nameof(IRunStore.Log)] = AccessAction.Update,
        [nameof(IRunStore.ChangeTag)] = AccessAction.Update,
        [nameof(IRunStore.GetMetricHistory)] = AccessAction.Read,
        [nameof(IRunStore.SampleMetric)] = AccessAction.Read,
        [nameof(IRunStore.LogInputs)] = AccessAction.Update,
        [nameof(IRunStore.GetInputs)] = AccessAction.Read,
        [nameof(IRunStore.SearchDatasets)] = AccessAction.Read,
        // Events of the registry cause these.
        [nameof(IRunStore.LinkModelVersion)] = null,
        [nameof(IRunStore.UnlinkModelVersion)] = null,
        [nameof(IRunStore.RenameModel)] = null,
    };

    private static readonly Dictionary<string, AccessAction?> OfLoggedModels = new()
    {
        [nameof(ILoggedModelStore.CreateLoggedModel)] = AccessAction.Update,
        [nameof(ILoggedModelStore.GetLoggedModel)] = AccessAction.Read,
        [nameof(ILoggedModelStore.SearchLoggedModels)] = AccessAction.Read,
        [nameof(ILoggedModelStore.FinalizeLoggedModel)] = AccessAction.Update,
        [nameof(ILoggedModelStore.DeleteLoggedModel)] = AccessAction.Delete,
        [nameof(ILoggedModelStore.LogLoggedModelParams)] = AccessAction.Update,
        [nameof(ILoggedModelStore.SetLoggedModelTags)] = AccessAction.Update,
        [nameof(ILoggedModelStore.DeleteLoggedModelTag)] = AccessAction.Update,
        [nameof(ILoggedModelStore.LinkModelVersion)] = null,
        [nameof(ILoggedModelStore.UnlinkModelVersion)] = null,
        [nameof(ILoggedModelStore.RenameModel)] = null,
    };

    private static readonly Dictionary<string, AccessAction?> OfTraces = new()
    {
        [nameof(ITraceStore.StartTrace)] = AccessAction.Update,
        [nameof(ITraceStore.EndTrace)] = AccessAction.Update,
        [nameof(ITraceStore.LogSpans)] = AccessAction.Update,
        [nameof(ITraceStore.GetTrace)] = AccessAction.Read,
        [nameof(ITraceStore.GetTraces)] = AccessAction.Read,
        [nameof(ITraceStore.GetSpans)] = AccessAction.Read,
        [nameof(ITraceStore.SearchTraces)] = AccessAction.Read,
        [nameof(ITraceStore.CountTraces)] = AccessAction.Read,
        [nameof(ITraceStore.DeleteTraces)] = AccessAction.Delete,
        [nameof(ITraceStore.SetTraceTag)] = AccessAction.Update,
        [nameof(ITraceStore.DeleteTraceTag)] = AccessAction.Update,
        [nameof(ITraceStore.LinkTracesToRun)] = AccessAction.Update,
        [nameof(ITraceStore.LinkPrompts)] = AccessAction.Update,
        [nameof(ITraceStore.CreateAssessment)] = AccessAction.Update,
        [nameof(ITraceStore.GetAssessment)] = AccessAction.Read,
        [nameof(ITraceStore.UpdateAssessment)] = AccessAction.Update,
        [nameof(ITraceStore.DeleteAssessment)] = AccessAction.Update,
    };

    private static readonly Dictionary<string, AccessAction?> OfMetricRules = new()
    {
        [nameof(IMetricRuleStore.CreateRule)] = AccessAction.Update,
        [nameof(IMetricRuleStore.GetRule)] = AccessAction.Read,
        [nameof(IMetricRuleStore.DeleteRule)] = AccessAction.Update,
        [nameof(IMetricRuleStore.ListRules)] = AccessAction.Read,
        [nameof(IMetricRuleStore.ReportSilentRuns)] = null,
    };

    private static readonly Dictionary<string, AccessAction?> OfHistory = new()
    {
        [nameof(IRunHistory.GetRun)] = AccessAction.Read,
        [nameof(IRunHistory.GetExperiment)] = AccessAction.Read,
    };

    private static readonly Dictionary<string, AccessAction?> OfPurges = new()
    {
        [nameof(IPurgeStore.PurgeRun)] = AccessAction.Delete,
        [nameof(IPurgeStore.PurgeExperiment)] = AccessAction.Delete,
    };

    private readonly GuardArguments arguments = new();
    private TrackingStoreUnderTest store = null!;
    private TrackingStoreUnderTest empty = null!;
    private ExperimentId experimentId;

    public async ValueTask InitializeAsync()
    {
        (store, empty) = (await LocalTrackingStore.Open(), await LocalTrackingStore.Open());
        CurrentActor.Value = new TrailActor(
            ActorKind.Client, Account: new TrailAccount(PrincipalKind.User, GuardSweep.Owner));
        var experiment = Ok(await store.Runs.CreateExperiment(new NewExperiment("secret plans")));
        experimentId = experiment.ExperimentId;
        var run = Ok(await store.Runs.StartRun(new NewRun(experimentId, "hidden")));
        Ok(await store.Runs.Log(run.RunId, new RunBatch { Metrics = [new MetricPoint("k", 1, 1, 1)] }));
        Ok(await store.Runs.LogInputs(run.RunId, new RunInputs
        {
            Datasets = [new DatasetInput(new Dataset("cats", "1", "local", "{}"), new Dictionary<string, string>())],
        }));
        var model = Ok(await store.LoggedModels.CreateLoggedModel(new NewLoggedModel(experimentId)));
        var trace = Ok(await store.Traces.StartTrace(new Trace { TraceId = new("tr-1"), ExperimentId = experimentId }));
        Ok(await store.Traces.SetTraceTag(trace.TraceId, "k", "v"));
        var assessment = Ok(await store.Traces.CreateAssessment(NewAssessment(trace.TraceId)));
        var newRule = new NewMetricRule("k", MetricRuleType.NoPoint, experimentId, Minutes: 5);
        var rule = Ok(await store.MetricRules.CreateRule(newRule));
        AddArguments(experiment, run, model, trace, assessment, rule, newRule);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await empty.DisposeAsync();
    }

    [Fact]
    public async Task Runs_and_experiments_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfRuns).FindViolations(
            runs => new GuardedRunStore(runs, Access(store)), store.Runs,
            new GuardedRunStore(empty.Runs, Access(empty))));

    [Fact]
    public async Task Logged_models_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfLoggedModels).FindViolations(
            models => new GuardedLoggedModelStore(models, Access(store)), store.LoggedModels,
            new GuardedLoggedModelStore(empty.LoggedModels, Access(empty))));

    [Fact]
    public async Task Traces_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfTraces).FindViolations(
            traces => new GuardedTraceStore(traces, Access(store)), store.Traces,
            new GuardedTraceStore(empty.Traces, Access(empty))));

    [Fact]
    public async Task Metric_rules_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfMetricRules).FindViolations(
            rules => new GuardedMetricRuleStore(rules, Access(store)), store.MetricRules,
            new GuardedMetricRuleStore(empty.MetricRules, Access(empty))));

    [Fact]
    public async Task A_purge_of_what_is_hidden_is_one_of_what_is_missing() => Assert.Equal(
        "",
        await Sweep(OfPurges).FindViolations(
            purges => new GuardedPurgeStore(purges, Access(store)), store.Purges,
            new GuardedPurgeStore(empty.Purges, Access(empty))));

    [Fact]
    public async Task The_past_is_hidden_as_if_it_were_missing()
    {
        // A history begins with the first change.
        Ok(await empty.Runs.UpdateExperiment(new ExperimentId("0"), new ExperimentChange(Description: "changed")));

        Assert.Equal(
            "",
            await Sweep(OfHistory).FindViolations<IRunHistory>(
                history => new GuardedRunHistory(history, Access(store)), History(store),
                new GuardedRunHistory(History(empty), Access(empty))));
    }

    private static IRunHistory History(TrackingStoreUnderTest store) => ((LocalTrackingStore)store).History;

    private GuardSweep Sweep(Dictionary<string, AccessAction?> actions) =>
        new(arguments.All, actions, ResourceType.Experiment, experimentId);

    private static ExperimentAccess Access(TrackingStoreUnderTest store) =>
        new(store.Runs, store.LoggedModels, store.Traces);

    private static Assessment NewAssessment(TraceId traceId) =>
        new()
        {
            AssessmentId = default, TraceId = traceId, Name = "good",
            Feedback = JsonSerializer.SerializeToElement(new { value = true }),
        };

    private void AddArguments(
        Experiment experiment, Run run, LoggedModel model, Trace trace, Assessment assessment, MetricRule rule,
        NewMetricRule newRule)
    {
        var page = new PageRequest(100);
        arguments.Add(experiment.ExperimentId);
        arguments.Add(run.RunId);
        arguments.Add(model.ModelId);
        arguments.Add(trace.TraceId);
        arguments.Add(assessment.AssessmentId);
        arguments.Add(rule.RuleId);
        arguments.Add("name", experiment.Name);
        arguments.Add("key", "k");
        arguments.Add("value", "v");
        arguments.Add("time", DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds());
        arguments.Add(10);
        arguments.Add(page);
        arguments.Add(new ExperimentChange("renamed"));
        arguments.Add(new RunChange("renamed"));
        arguments.Add(new NewRun(experimentId));
        arguments.Add(new RunBatch { Tags = new Dictionary<string, string> { ["k"] = "v" } });
        arguments.Add(new RunInputs());
        arguments.Add(new NewLoggedModel(experimentId));
        arguments.Add(LoggedModelStatus.Ready);
        arguments.Add(trace);
        arguments.Add(new TraceEnding(1, TraceState.Ok, trace.Metadata, trace.Tags));
        arguments.Add(new TraceDeletion([trace.TraceId]));
        arguments.Add(NewAssessment(trace.TraceId));
        arguments.Add(new AssessmentChange("renamed"));
        arguments.Add(newRule);
        arguments.Add(new ExperimentQuery(page));
        arguments.Add(new RunQuery([experimentId], page));
        arguments.Add(new RunAggregationQuery([experimentId]));
        arguments.Add(new MetricHistoryQuery(run.RunId, "k", page));
        arguments.Add(new MetricSampleQuery(run.RunId, "k", 10));
        arguments.Add(new LoggedModelQuery([experimentId], page));
        arguments.Add(new TraceQuery([experimentId], page));
        arguments.Add<Func<Experiment, bool>>(_ => true);
        arguments.Add<Func<string?, StoreOutcome<string>>>(_ => "v");
        arguments.AddList(experiment.ExperimentId);
        arguments.AddList(run.RunId);
        arguments.AddList(trace.TraceId);
        arguments.AddList<Span>();
        arguments.AddList<Field>();
        arguments.AddList<Filter?>([null]);
        arguments.AddList<PromptReference>();
        arguments.Add<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["k"] = "v" });
    }

    private static T Ok<T>(StoreOutcome<T> outcome) => outcome.Value;
}
