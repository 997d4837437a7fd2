using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>
/// Evaluation datasets of a local store: writes are decided one after another, reads come from memory.
/// </summary>
internal sealed partial class LocalEvaluationStore(LocalEngine<TrackingState> engine, Entropy entropy) :
    IEvaluationStore
{
    private static readonly EvaluationFields Fields = new();

    private static readonly OrderBy[] DatasetOrder =
    [
        new(new Field(FieldKind.Attribute, "created_time"), Descending: true),
        new(new Field(FieldKind.Attribute, "dataset_id")),
    ];

    private readonly FactCommits<TrackingState, DatasetFact> facts = new(engine, Write);
    private readonly LongDeletion<TrackingState> orphans = Orphans(engine);

    /// <summary>Removes the records of deleted datasets.</summary>
    public static LongDeletion<TrackingState> Orphans(LocalEngine<TrackingState> engine) => OrphanedDocuments.Removal(
        engine, "the records of a dataset", state => state.EvaluationDatasets, state => state.Records,
        datasetId => engine.Commit<DatasetFact, Done>(
            (state, _) => DatasetWrites.RemoveOrphans(
                state.EvaluationDatasets.Find(datasetId), state.Records.In(datasetId)),
            Write, CancellationToken.None));

    public ValueTask<StoreOutcome<EvaluationDataset>> CreateDataset(
        NewEvaluationDataset dataset, CancellationToken cancel = default)
    {
        var (newId, workspace) = (new DatasetId($"d-{entropy.NextId()}"), CurrentWorkspace.Value);
        return facts.Commit((state, now) => DatasetWrites.Create(
            dataset, Existing(state, dataset.ExperimentIds), newId, now, workspace), cancel);
    }

    public ValueTask<StoreOutcome<EvaluationDataset>> GetDataset(
        DatasetId datasetId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<EvaluationDataset>>(state =>
            state.EvaluationDatasets.Find(datasetId) is { } found ? found : new DatasetMissing(datasetId));

    public async ValueTask<StoreOutcome<Done>> DeleteDataset(DatasetId datasetId, CancellationToken cancel = default)
    {
        var outcome = await facts.Commit<Done>((state, _) => DatasetWrites.Delete(
            state.EvaluationDatasets.Find(datasetId), state.Records.In(datasetId)), cancel).ConfigureAwait(false);
        if (outcome.IsOk) await orphans.Finish().ConfigureAwait(false);
        return outcome;
    }

    public async ValueTask<StoreOutcome<Page<EvaluationDataset>>> SearchDatasets(
        EvaluationQuery query, CancellationToken cancel = default)
    {
        return await engine.Read(state =>
        {
            var datasets = state.EvaluationDatasets.All;
            if (query.ExperimentIds.Count > 0)
            {
                var wanted = query.ExperimentIds.ToHashSet();
                datasets = datasets.Where(dataset => dataset.ExperimentIds.Any(wanted.Contains));
            }

            if (query.IsLimited)
                datasets = datasets.Where(dataset => dataset.ExperimentIds.Count == 0
                    ? dataset.Workspace == query.UnassignedIn
                    : query.VisibleIn is null || dataset.ExperimentIds.Any(query.VisibleIn.Contains));
            if (query.Filter is { } filter) datasets = datasets.Where(FilterEvaluator.Compile(filter, Fields));
            var order = new RowComparer<EvaluationDataset>(query.OrderBy, DatasetOrder, Fields);
            return SortedPage.From(
                datasets, order, query.Page, "evaluation datasets", query.ExperimentIds, query.Filter, query.OrderBy);
        }).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<EvaluationDataset>> SetDatasetTags(
        DatasetId datasetId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default) =>
        facts.Commit((state, _) => DatasetWrites.SetTags(
            state.EvaluationDatasets.Find(datasetId), datasetId, tags), cancel);

    public ValueTask<StoreOutcome<EvaluationDataset>> DeleteDatasetTag(
        DatasetId datasetId, string key, CancellationToken cancel = default) =>
        facts.Commit((state, _) => DatasetWrites.DeleteTag(
            state.EvaluationDatasets.Find(datasetId), datasetId, key), cancel);

    public ValueTask<StoreOutcome<EvaluationDataset>> AddExperiments(
        DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel = default) =>
        facts.Commit((state, _) => DatasetWrites.AddExperiments(
            state.EvaluationDatasets.Find(datasetId), datasetId, experimentIds, Existing(state, experimentIds)),
            cancel);

    public ValueTask<StoreOutcome<EvaluationDataset>> RemoveExperiments(
        DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel = default) =>
        facts.Commit((state, _) => DatasetWrites.RemoveExperiments(
            state.EvaluationDatasets.Find(datasetId), datasetId, experimentIds), cancel);

    private static HashSet<ExperimentId> Existing(TrackingState state, IEnumerable<ExperimentId> experimentIds) =>
        experimentIds.Where(id => state.Experiments.Find(id) is not null).ToHashSet();

    private static void Write(TrackingState state, Change change, DatasetFact fact)
    {
        switch (fact)
        {
            case DatasetFact.PutDataset put: change.Put(state.EvaluationDatasets, put.Dataset); break;
            case DatasetFact.RemoveDataset remove: change.Remove(state.EvaluationDatasets, remove.DatasetId); break;
            case DatasetFact.PutRecord put: change.Put(state.Records, put.Record); break;
            case DatasetFact.RemoveRecord remove:
                change.Remove(state.Records, EvaluationTables.RecordKey(remove.DatasetId, remove.InputsHash));
                break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
