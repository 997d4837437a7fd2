using System.Text.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Contracts.Trail;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Guards;
using Tauro.Stores.Local.Tests.Engine;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.Guards;

public sealed class EvaluationGuardTests : IAsyncLifetime
{
    private static readonly Dictionary<string, AccessAction?> OfDatasets = new()
    {
        [nameof(IEvaluationStore.CreateDataset)] = AccessAction.Update,
        [nameof(IEvaluationStore.GetDataset)] = AccessAction.Read,
        [nameof(IEvaluationStore.DeleteDataset)] = AccessAction.Delete,
        [nameof(IEvaluationStore.SearchDatasets)] = AccessAction.Read,
        [nameof(IEvaluationStore.SetDatasetTags)] = AccessAction.Update,
        [nameof(IEvaluationStore.DeleteDatasetTag)] = AccessAction.Update,
        [nameof(IEvaluationStore.AddExperiments)] = AccessAction.Update,
        [nameof(IEvaluationStore.RemoveExperiments)] = AccessAction.Update,
        [nameof(IEvaluationStore.UpsertRecords)] = AccessAction.Update,
        [nameof(IEvaluationStore.GetRecords)] = AccessAction.Read,
        [nameof(IEvaluationStore.DeleteRecords)] = AccessAction.Update,
    };

    private static readonly Dictionary<string, AccessAction?> OfScorers = new()
    {
        [nameof(IScorerStore.Register)] = AccessAction.Update,
        [nameof(IScorerStore.List)] = AccessAction.Read,
        [nameof(IScorerStore.Versions)] = AccessAction.Read,
        [nameof(IScorerStore.Get)] = AccessAction.Read,
        [nameof(IScorerStore.Delete)] = AccessAction.Delete,
        [nameof(IScorerStore.SetOnlineScoring)] = AccessAction.Update,
        [nameof(IScorerStore.OnlineScorings)] = AccessAction.Read,
    };

    private static readonly Dictionary<string, AccessAction?> OfIssues = new()
    {
        [nameof(IIssueStore.CreateIssue)] = AccessAction.Update,
        [nameof(IIssueStore.GetIssue)] = AccessAction.Read,
        [nameof(IIssueStore.UpdateIssue)] = AccessAction.Update,
        [nameof(IIssueStore.SearchIssues)] = AccessAction.Read,
    };

    private static readonly Dictionary<string, AccessAction?> OfReviews = new()
    {
        [nameof(IReviewStore.CreateSchema)] = AccessAction.Update,
        [nameof(IReviewStore.GetSchema)] = AccessAction.Read,
        [nameof(IReviewStore.GetSchemaByName)] = AccessAction.Read,
        [nameof(IReviewStore.ListSchemas)] = AccessAction.Read,
        [nameof(IReviewStore.UpdateSchema)] = AccessAction.Update,
        [nameof(IReviewStore.DeleteSchema)] = AccessAction.Delete,
        [nameof(IReviewStore.CreateQueue)] = AccessAction.Update,
        [nameof(IReviewStore.GetOrCreateUserQueue)] = AccessAction.Update,
        [nameof(IReviewStore.GetQueue)] = AccessAction.Read,
        [nameof(IReviewStore.GetQueueByName)] = AccessAction.Read,
        [nameof(IReviewStore.ListQueues)] = AccessAction.Read,
        [nameof(IReviewStore.UpdateQueue)] = AccessAction.Update,
        [nameof(IReviewStore.DeleteQueue)] = AccessAction.Delete,
        [nameof(IReviewStore.AddItems)] = AccessAction.Update,
        [nameof(IReviewStore.RemoveItems)] = AccessAction.Update,
        [nameof(IReviewStore.ListItems)] = AccessAction.Read,
        [nameof(IReviewStore.SetItemStatus)] = AccessAction.Update,
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
        experimentId = Ok(await store.Runs.CreateExperiment(new NewExperiment("secret plans"))).ExperimentId;
        var noTags = new Dictionary<string, string>();
        var newDataset = new NewEvaluationDataset("cats", [experimentId], noTags);
        var dataset = Ok(await store.Evaluation.CreateDataset(newDataset));
        var record = new RecordChange(JsonSerializer.SerializeToElement(new { question = "why" }));
        Ok(await store.Evaluation.UpsertRecords(dataset.DatasetId, [record]));
        var scorer = Ok(await store.Scorers.Register(experimentId, "cats", "{}"));
        Ok(await store.Scorers.SetOnlineScoring(experimentId, "cats", 1, null));
        var newIssue = new NewIssue(experimentId, "slow", "It is slow.");
        var issue = Ok(await store.Issues.CreateIssue(newIssue));
        var newSchema = new NewLabelSchema(
            experimentId, "cats", LabelSchemaType.Feedback, new LabelInput(new PassFailInput("yes", "no")));
        var schema = Ok(await store.Reviews.CreateSchema(newSchema));
        var newQueue = new NewReviewQueue(experimentId, "cats", ReviewQueueType.Custom, [], [schema.SchemaId]);
        var queue = Ok(await store.Reviews.CreateQueue(newQueue));
        var trace = Ok(await store.Traces.StartTrace(new Trace { TraceId = new("tr-1"), ExperimentId = experimentId }));
        Ok(await store.Reviews.AddItems(queue.QueueId, [trace.TraceId]));

        var page = new PageRequest(100);
        arguments.Add(experimentId).Add(dataset.DatasetId).Add(issue.IssueId).Add(schema.SchemaId).Add(queue.QueueId)
            .Add(trace.TraceId).Add(page).Add(ReviewStatus.Pending).Add(1.0)
            .Add(newDataset with { Name = "other" }).Add(newIssue).Add(newSchema with { Name = "other" })
            .Add(newQueue with { Name = "other" }).Add(new IssueChange("renamed"))
            .Add(new LabelSchemaChange("renamed")).Add(new ReviewQueueChange("renamed"))
            .Add(new EvaluationQuery([experimentId], page)).Add(new IssueQuery(experimentId, page))
            .AddList(experimentId).AddList(trace.TraceId).AddList(record).AddList(scorer.ScorerId)
            .AddList(new RecordId("r-1")).Add<IReadOnlyDictionary<string, string>>(noTags)
            .Add("name", "cats").Add("key", "k").Add("user", "eva").Add("serializedScorer", "{}").Add("filter", "");
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await empty.DisposeAsync();
    }

    [Fact]
    public async Task Datasets_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfDatasets).FindViolations(
            datasets => new GuardedEvaluationStore(datasets, Access(store)), store.Evaluation,
            new GuardedEvaluationStore(empty.Evaluation, Access(empty))));

    [Fact]
    public async Task Scorers_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfScorers).FindViolations(
            scorers => new GuardedScorerStore(scorers, Access(store)), store.Scorers,
            new GuardedScorerStore(empty.Scorers, Access(empty))));

    [Fact]
    public async Task Issues_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfIssues).FindViolations(
            issues => new GuardedIssueStore(issues, Access(store)), store.Issues,
            new GuardedIssueStore(empty.Issues, Access(empty))));

    [Fact]
    public async Task Label_schemas_and_review_queues_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfReviews).FindViolations(
            reviews => new GuardedReviewStore(reviews, Access(store)), store.Reviews,
            new GuardedReviewStore(empty.Reviews, Access(empty))));

    private GuardSweep Sweep(Dictionary<string, AccessAction?> actions) =>
        new(arguments.All, actions, ResourceType.Experiment, experimentId);

    private static ExperimentAccess Access(TrackingStoreUnderTest store) =>
        new(store.Runs, store.LoggedModels, store.Traces);

    private static T Ok<T>(StoreOutcome<T> outcome) => outcome.Value;
}
