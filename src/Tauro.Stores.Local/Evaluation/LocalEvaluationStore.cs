using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Paging;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>Evaluation datasets of a local store. Each write is decided on the writing thread.</summary>
internal sealed partial class LocalEvaluationStore(LocalEngine<TrackingState> engine, Entropy entropy) :
    IEvaluationStore
{
    private static readonly EvaluationFields Fields = new();

    private static readonly OrderBy[] DatasetOrder =
    [
        new(new Field(FieldKind.Attribute, "created_time"), Descending: true),
        new(new Field(FieldKind.Attribute, "dataset_id")),
    ];

    public ValueTask<StoreOutcome<EvaluationDataset>> CreateDataset(
        NewEvaluationDataset dataset, CancellationToken cancel = default)
    {
        if (RecordRules.Check(dataset) is { } problem) return new(problem);
        var id = $"d-{entropy.NextId()}";
        return engine.Commit<EvaluationDataset>((state, change) =>
        {
            if (With([], dataset.ExperimentIds, state, out var experiments) is { } refused) return refused;
            var created = new EvaluationDataset
            {
                DatasetId = id,
                Name = dataset.Name,
                Tags = dataset.Tags,
                ExperimentIds = experiments,
                Digest = DigestAfter("", [id]),
                CreatedTime = change.Now,
                LastUpdateTime = change.Now,
                CreatedBy = dataset.CreatedBy,
                LastUpdatedBy = dataset.CreatedBy,
            };
            change.Put(state.EvaluationDatasets, created);
            return created;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<EvaluationDataset>> GetDataset(
        string datasetId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.EvaluationDatasets.Find(datasetId);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? NoDataset(datasetId) : found;
    }

    public ValueTask<StoreOutcome<Done>> DeleteDataset(string datasetId, CancellationToken cancel = default) =>
        engine.Commit<Done>((state, change) =>
        {
            if (state.EvaluationDatasets.Find(datasetId) is null) return default(Done);
            foreach (var record in state.Records.Of(datasetId))
                change.Remove(state.Records, state.Records.KeyOf(record));
            change.Remove(state.EvaluationDatasets, datasetId);
            return default(Done);
        }, cancel);

    public async ValueTask<StoreOutcome<Page<EvaluationDataset>>> SearchDatasets(
        EvaluationQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        var datasets = state.EvaluationDatasets.All;
        if (query.ExperimentIds.Count > 0)
        {
            var wanted = query.ExperimentIds.ToHashSet(StringComparer.Ordinal);
            datasets = datasets.Where(dataset => dataset.ExperimentIds.Any(wanted.Contains));
        }

        if (query.Filter is { } filter) datasets = datasets.Where(FilterEvaluator.Compile(filter, Fields));
        var order = new RowComparer<EvaluationDataset>(query.OrderBy, DatasetOrder, Fields);
        var page = SortedPage.Of(
            datasets, order, query.Page, "evaluation datasets", query.ExperimentIds, query.Filter, query.OrderBy);
        await engine.Barrier(state).ConfigureAwait(false);
        return page;
    }

    public ValueTask<StoreOutcome<EvaluationDataset>> SetDatasetTags(
        string datasetId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default)
    {
        if (TagRules.Check(tags!, Limits.TagValueLengthMax) is { } problem) return new(problem);
        var added = tags.ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
        return Change(datasetId, (_, dataset) =>
            TextMap.Apply(dataset.Tags, added).Select(all => dataset with { Tags = all }), cancel);
    }

    public ValueTask<StoreOutcome<EvaluationDataset>> DeleteDatasetTag(
        string datasetId, string key, CancellationToken cancel = default) =>
        Change(datasetId, (_, dataset) =>
            dataset with { Tags = dataset.Tags.Where(tag => tag.Key != key).ToDictionary() }, cancel);

    public ValueTask<StoreOutcome<EvaluationDataset>> AddExperiments(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancel = default) =>
        Change(datasetId, (state, dataset) =>
            With(dataset.ExperimentIds, experimentIds, state, out var all) is { } refused
                ? refused
                : dataset with { ExperimentIds = all }, cancel);

    public ValueTask<StoreOutcome<EvaluationDataset>> RemoveExperiments(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancel = default) =>
        Change(datasetId, (_, dataset) =>
            dataset with { ExperimentIds = [.. dataset.ExperimentIds.Except(experimentIds)] }, cancel);

    private ValueTask<StoreOutcome<EvaluationDataset>> Change(
        string datasetId,
        Func<TrackingState, EvaluationDataset, StoreOutcome<EvaluationDataset>> with,
        CancellationToken cancel) =>
        engine.Commit<EvaluationDataset>((state, change) =>
        {
            if (state.EvaluationDatasets.Find(datasetId) is not { } dataset) return NoDataset(datasetId);
            var after = with(state, dataset);
            if (after.IsOk) change.Put(state.EvaluationDatasets, after.Value);
            return after;
        }, cancel);

    private static StoreProblem? With(
        IReadOnlyList<string> before, IReadOnlyList<string> more, TrackingState state, out string[] all)
    {
        all = [.. before.Union(more)];
        if (all.Length > Limits.DatasetExperimentsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The dataset would belong to {all.Length} experiments; the limit is {Limits.DatasetExperimentsMax}.");
        return more.FirstOrDefault(id => state.Experiments.Find(id) is null) is { } unknown
            ? StoreProblem.NotFound(
                ProblemCodes.ExperimentNotFound, $"No Experiment with id={TextRules.Shown(unknown)} exists")
            : null;
    }

    // Each digest rests on the one before, so that it tells every state of the records from all others.
    private static string DigestAfter(string before, IEnumerable<string> changes) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{string.Join('\n', changes)}")).AsSpan(0, 4));

    private static StoreProblem NoDataset(string datasetId) => StoreProblem.NotFound(
        ProblemCodes.DatasetNotFound, $"Evaluation dataset with id '{TextRules.Shown(datasetId)}' not found");
}
