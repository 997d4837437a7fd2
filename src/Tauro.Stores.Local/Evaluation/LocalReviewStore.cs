using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>
/// Label schemas and review queues of a local store: writes are decided one after another, reads come from memory.
/// </summary>
internal sealed partial class LocalReviewStore(LocalEngine<TrackingState> engine, Entropy entropy) : IReviewStore
{
    private static readonly RowComparer<LabelSchema> NewestSchema = new(
        (schema => Literal.From(schema.CreationTime), Descending: true),
        (schema => Literal.From(schema.SchemaId), Descending: false));

    private readonly FactCommits<TrackingState, ReviewFact> facts = new(engine, Write);
    private readonly LongDeletion<TrackingState> orphans = Orphans(engine);

    /// <summary>Removes the items of deleted queues.</summary>
    public static LongDeletion<TrackingState> Orphans(LocalEngine<TrackingState> engine) => OrphanedDocuments.Removal(
        engine, "the items of a review queue", state => state.ReviewQueues, state => state.ReviewItems,
        queueId => engine.Commit<ReviewFact, Done>(
            (state, _) => ReviewItemWrites.RemoveOrphans(
                state.ReviewQueues.Find(queueId), state.ReviewItems.In(queueId)),
            Write, CancellationToken.None));

    public ValueTask<StoreOutcome<LabelSchema>> CreateSchema(
        NewLabelSchema schema, CancellationToken cancel = default)
    {
        var newId = new LabelSchemaId($"ls-{entropy.NextId()}");
        return facts.Commit((state, now) => LabelSchemaWrites.Create(
            state.Experiments.Find(schema.ExperimentId), schema, SchemasOf(state, schema.ExperimentId), newId, now),
            cancel);
    }

    public ValueTask<StoreOutcome<LabelSchema>> GetSchema(LabelSchemaId schemaId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<LabelSchema>>(state =>
            state.LabelSchemas.Find(schemaId) is { } found ? found : new LabelSchemaMissing(schemaId));

    public ValueTask<StoreOutcome<LabelSchema>> GetSchemaByName(
        ExperimentId experimentId, string name, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<LabelSchema>>(state =>
        {
            if (RequireActive(state, experimentId) is { } refused) return refused;
            return state.LabelSchemas.In(experimentId).FirstOrDefault(schema => schema.Name == name) is { } found
                ? found
                : new LabelSchemaNameMissing(experimentId, name);
        });

    public ValueTask<StoreOutcome<Page<LabelSchema>>> ListSchemas(
        ExperimentId experimentId, PageRequest page, CancellationToken cancel = default) =>
        engine.Read(state => RequireActive(state, experimentId) is { } refused
            ? refused
            : SortedPage.From(
                state.LabelSchemas.In(experimentId), NewestSchema, page, "label schemas", experimentId));

    public ValueTask<StoreOutcome<LabelSchema>> UpdateSchema(
        LabelSchemaId schemaId, LabelSchemaChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var before = state.LabelSchemas.Find(schemaId);
            return LabelSchemaWrites.Update(
                before, schemaId, change, before is null ? [] : state.LabelSchemas.In(before.ExperimentId), now);
        }, cancel);

    public ValueTask<StoreOutcome<Done>> DeleteSchema(LabelSchemaId schemaId, CancellationToken cancel = default) =>
        facts.Commit<Done>((state, _) => LabelSchemaWrites.Delete(state.LabelSchemas.Find(schemaId)), cancel);

    private static IReadOnlyCollection<LabelSchema> SchemasOf(TrackingState state, ExperimentId experimentId) =>
        [.. state.LabelSchemas.In(experimentId)];

    private static StoreProblem? RequireActive(TrackingState state, ExperimentId experimentId) =>
        ExperimentWrites.RequireActive(state.Experiments.Find(experimentId), experimentId);

    private static void Write(TrackingState state, Change change, ReviewFact fact)
    {
        switch (fact)
        {
            case ReviewFact.PutSchema put: change.Put(state.LabelSchemas, put.Schema); break;
            case ReviewFact.RemoveSchema remove: change.Remove(state.LabelSchemas, remove.SchemaId); break;
            case ReviewFact.PutQueue put: change.Put(state.ReviewQueues, put.Queue); break;
            case ReviewFact.RemoveQueue remove: change.Remove(state.ReviewQueues, remove.QueueId); break;
            case ReviewFact.PutItem put: change.Put(state.ReviewItems, put.Item); break;
            case ReviewFact.RemoveItem remove:
                change.Remove(state.ReviewItems, ReviewTables.ItemKey(remove.QueueId, remove.TraceId));
                break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
