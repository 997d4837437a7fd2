using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// Issues, label schemas, traces in review queues, and evaluation datasets, of the experiment that every store has. The
/// model has the same lines as <see cref="Read"/>.
/// </summary>
internal sealed class TrackingReviews(TrackingSession store, Entropy entropy)
{
    private static readonly ExperimentId Default = new("0");

    private readonly LocalIssueStore issues = new(store.Engine, entropy);
    private readonly LocalReviewStore reviews = new(store.Engine, entropy);
    private readonly LocalTraceStore traces = new(store.Engine, entropy);
    private readonly LocalEvaluationStore datasets = new(store.Engine, entropy);

    /// <summary>Reads the content of a store, one line for each document.</summary>
    public static IEnumerable<string> Read(TrackingState state) =>
    [
        .. state.Issues.All.Select(issue => $"issue {issue.Name} {issue.Status}"),
        .. state.LabelSchemas.All.Select(schema => $"schema {schema.Name}"),
        .. state.ReviewQueues.All.Select(queue => $"queue {queue.Name}"),
        .. state.Traces.All.Select(trace => $"trace {trace.TraceId}"),
        .. state.ReviewItems.All.Select(
            item => $"item {state.ReviewQueues.Find(item.QueueId)?.Name} {item.TraceId} {item.Status}"),
        .. state.EvaluationDatasets.All.Select(dataset => $"dataset {dataset.Name}"),
        .. state.Records.All.Select(
            record => $"record {state.EvaluationDatasets.Find(record.DatasetId)?.Name} {record.Inputs}"),
    ];

    public Task CreateIssue(string name) => store.Do(
        model => model.Reviews.Add($"issue {name} Pending"),
        async () => Ok(await issues.CreateIssue(new NewIssue(Default, name, "d"))));

    public Task ResolveIssue(string name) => store.Do(
        model => Replace(model, $"issue {name} Pending", $"issue {name} Resolved"),
        async () => Ok(await issues.UpdateIssue(
            store.Engine.State.Issues.All.Single(issue => issue.Name == name).IssueId,
            new IssueChange(Status: IssueStatus.Resolved))));

    public Task CreateSchema(string name) => store.Do(
        model => model.Reviews.Add($"schema {name}"),
        async () => Ok(await reviews.CreateSchema(new NewLabelSchema(
            Default, name, LabelSchemaType.Feedback, new LabelInput(Text: new TextInput())))));

    public Task DeleteSchema(string name) => store.Do(
        model => model.Reviews.Remove($"schema {name}"),
        async () => Ok(await reviews.DeleteSchema(
            store.Engine.State.LabelSchemas.All.Single(schema => schema.Name == name).SchemaId)));

    public Task CreateQueue(string name) => store.Do(
        model => model.Reviews.Add($"queue {name}"),
        async () => Ok(await reviews.CreateQueue(
            new NewReviewQueue(Default, name, ReviewQueueType.Custom, [], []))));

    public Task DeleteQueue(string name) => store.Do(
        model => model.Reviews.RemoveWhere(line => line == $"queue {name}"
            || line.StartsWith($"item {name} ", StringComparison.Ordinal)),
        async () => Ok(await reviews.DeleteQueue(QueueOf(name))));

    public Task StartTrace(string id) => store.Do(
        model => model.Reviews.Add($"trace {id}"),
        async () => Ok(await traces.StartTrace(new Trace { TraceId = new(id), ExperimentId = Default })));

    public Task DeleteTrace(string id) => store.Do(
        model => model.Reviews.RemoveWhere(line => line == $"trace {id}"
            || (line.StartsWith("item ", StringComparison.Ordinal) && line.Contains($" {id} "))),
        async () => Ok(await traces.DeleteTraces(Default, new TraceDeletion { TraceIds = [new(id)] })));

    public Task AddItem(string queue, string trace) => store.Do(
        model => model.Reviews.Add($"item {queue} {trace} Pending"),
        async () => Ok(await reviews.AddItems(QueueOf(queue), [new(trace)])));

    public Task Complete(string queue, string trace) => store.Do(
        model => Replace(model, $"item {queue} {trace} Pending", $"item {queue} {trace} Complete"),
        async () => Ok(await reviews.SetItemStatus(QueueOf(queue), new(trace), ReviewStatus.Complete, "ann")));

    public Task CreateDataset(string name) => store.Do(
        model => model.Reviews.Add($"dataset {name}"),
        async () => Ok(await datasets.CreateDataset(
            new NewEvaluationDataset(name, [Default], new Dictionary<string, string>()))));

    public Task AddRecords(string dataset, params int[] inputs) => store.Do(
        model => model.Reviews.UnionWith(inputs.Select(input => $"record {dataset} {Inputs(input)}")),
        async () => Ok(await datasets.UpsertRecords(
            DatasetOf(dataset),
            [.. inputs.Select(input => new RecordChange(JsonElement.Parse(Inputs(input))))])));

    public Task DeleteDataset(string name) => store.Do(
        model => model.Reviews.RemoveWhere(line => line == $"dataset {name}"
            || line.StartsWith($"record {name} ", StringComparison.Ordinal)),
        async () => Ok(await datasets.DeleteDataset(DatasetOf(name))));

    private static string Inputs(int value) => $$"""{"q":{{value}}}""";

    private static void Replace(TrackingModel model, string before, string after)
    {
        model.Reviews.Remove(before);
        model.Reviews.Add(after);
    }

    private static void Ok<T>(StoreOutcome<T> outcome) => Assert.True(outcome.IsOk, outcome.Problem?.Message);

    private DatasetId DatasetOf(string name) =>
        store.Engine.State.EvaluationDatasets.All.Single(dataset => dataset.Name == name).DatasetId;

    private ReviewQueueId QueueOf(string name) =>
        store.Engine.State.ReviewQueues.All.Single(queue => queue.Name == name).QueueId;
}
