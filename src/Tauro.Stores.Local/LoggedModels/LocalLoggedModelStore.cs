using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.LoggedModels;

/// <summary>Logged models of a local store. Each write is decided on the writer thread.</summary>
internal sealed partial class LocalLoggedModelStore(LocalEngine<TrackingState> engine, Entropy entropy) :
    ILoggedModelStore
{
    private static readonly OrderBy[] Order =
    [
        new(new Field(FieldKind.Attribute, "creation_timestamp"), Descending: true),
        new(new Field(FieldKind.Attribute, "model_id")),
    ];

    private readonly FactCommits<TrackingState, TrackingFact> facts = new(engine, TrackingFactWriter.Write);

    public async ValueTask<StoreOutcome<LoggedModel>> GetLoggedModel(
        LoggedModelId modelId, bool includeDeleted = false, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.LoggedModels.Find(modelId);
        if (found is not null) found = WithMetrics(state, found);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null || (found.LifecycleStage == LifecycleStage.Deleted && !includeDeleted)
            ? new LoggedModelMissing(modelId)
            : found;
    }

    public async ValueTask<StoreOutcome<Page<LoggedModel>>> SearchLoggedModels(
        LoggedModelQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        var fields = new LoggedModelFields(state.LoggedModelMetrics, query.Datasets ?? []);
        var matches = FilterEvaluator.Compile(query.Filter, fields);
        var found = query.ExperimentIds.Limit(query.VisibleIn).Distinct().SelectMany(id => state.LoggedModels.In(id))
            .Where(model => model.LifecycleStage == LifecycleStage.Active && matches(model));
        if (query.Datasets is { Count: > 0 } && !UsesMetrics(query.Filter)) found = found.Where(fields.IsMeasured);
        var page = SortedPage.Complete(
            found,
            new RowComparer<LoggedModel>(query.OrderBy, Order, fields),
            query.Page,
            model => WithMetrics(state, model),
            "logged models", query.ExperimentIds, query.Filter, query.OrderBy, query.Datasets);
        await engine.Barrier(state).ConfigureAwait(false);
        return page;
    }

    private static LoggedModel WithMetrics(TrackingState state, LoggedModel model) => model with
    {
        Metrics =
        [
            .. state.LoggedModelMetrics.In(model.ModelId).OrderBy(metric => metric.Key, StringComparer.Ordinal)
                .ThenBy(metric => metric.Timestamp).ThenBy(metric => metric.Step)
                .ThenBy(metric => metric.RunId, StringComparer.Ordinal)
                .ThenBy(metric => metric.DatasetName, StringComparer.Ordinal)
                .ThenBy(metric => metric.DatasetDigest, StringComparer.Ordinal),
        ],
    };

    private static bool UsesMetrics(Filter? filter) => filter switch
    {
        Filter.And and => UsesMetrics(and.Left) || UsesMetrics(and.Right),
        Filter.Or or => UsesMetrics(or.Left) || UsesMetrics(or.Right),
        Filter.Not not => UsesMetrics(not.Inner),
        Filter.Compare compare => compare.Field.Kind == FieldKind.Metric,
        Filter.In item => item.Field.Kind == FieldKind.Metric,
        Filter.Between between => between.Field.Kind == FieldKind.Metric,
        Filter.IsNull isNull => isNull.Field.Kind == FieldKind.Metric,
        _ => false,
    };
}
