using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Paging;

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

    public async ValueTask<StoreOutcome<LoggedModel>> GetLoggedModel(
        string modelId, bool orDeleted = false, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.LoggedModels.Find(modelId);
        if (found is not null) found = Whole(state, found);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null || (found.LifecycleStage == LifecycleStage.Deleted && !orDeleted)
            ? new LoggedModelMissing(modelId)
            : found;
    }

    public async ValueTask<StoreOutcome<Page<LoggedModel>>> SearchLoggedModels(
        LoggedModelQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        var fields = new LoggedModelFields(state.LoggedModelMetrics, query.Datasets ?? []);
        var matches = FilterEvaluator.Compile(query.Filter, fields);
        var found = query.ExperimentIds.Distinct().SelectMany(id => state.LoggedModels.Of(id))
            .Where(model => model.LifecycleStage == LifecycleStage.Active && matches(model));
        if (query.Datasets is { Count: > 0 } && !AsksMetrics(query.Filter)) found = found.Where(fields.IsMeasured);
        var page = SortedPage.Of(
            found,
            new RowComparer<LoggedModel>(query.OrderBy, Order, fields),
            query.Page,
            "logged models", query.ExperimentIds, query.Filter, query.OrderBy, query.Datasets);
        var whole = page.Select(one =>
            new Page<LoggedModel>([.. one.Items.Select(model => Whole(state, model))], one.NextPageToken));
        await engine.Barrier(state).ConfigureAwait(false);
        return whole;
    }

    private static LoggedModel Whole(TrackingState state, LoggedModel model) => model with
    {
        Metrics =
        [
            .. state.LoggedModelMetrics.Of(model.ModelId).OrderBy(metric => metric.Key, StringComparer.Ordinal)
                .ThenBy(metric => metric.Timestamp).ThenBy(metric => metric.Step)
                .ThenBy(metric => metric.RunId, StringComparer.Ordinal),
        ],
    };

    private static bool AsksMetrics(Filter? filter) => filter switch
    {
        Filter.And and => AsksMetrics(and.Left) || AsksMetrics(and.Right),
        Filter.Or or => AsksMetrics(or.Left) || AsksMetrics(or.Right),
        Filter.Not not => AsksMetrics(not.Inner),
        Filter.Compare compare => compare.Field.Kind == FieldKind.Metric,
        Filter.In one => one.Field.Kind == FieldKind.Metric,
        Filter.Between between => between.Field.Kind == FieldKind.Metric,
        Filter.IsNull isNull => isNull.Field.Kind == FieldKind.Metric,
        _ => false,
    };
}
