using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Stores.Local.Traces;

internal sealed partial class LocalTraceStore
{
    private static readonly OrderBy[] TraceOrder =
    [
        new(new Field(FieldKind.Attribute, "timestamp_ms"), Descending: true),
        new(new Field(FieldKind.Attribute, "trace_id")),
    ];

    public async ValueTask<StoreOutcome<Page<Trace>>> SearchTraces(TraceQuery query, CancellationToken cancel = default)
    {
        return await engine.Read(state =>
        {
            var visible = query.ExperimentIds.Limit(query.VisibleIn);
            var fields = new TraceFields(state, visible);
            return SortedPage.Complete(
                visible.Distinct().SelectMany(id => state.Traces.In(id))
                    .Where(fields.Compile(query.Filter)),
                new RowComparer<Trace>(query.OrderBy, TraceOrder, fields),
                query.Page,
                trace => TraceAggregate.Complete(trace, state.Assessments.In(trace.TraceId)),
                "traces", query.ExperimentIds, query.Filter, query.OrderBy);
        }).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<IReadOnlyList<int>>> CountTraces(
        IReadOnlyList<ExperimentId> experimentIds, IReadOnlyList<Filter?> filters,
        CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<IReadOnlyList<int>>>(state =>
        {
            var fields = new TraceFields(state, experimentIds);
            var tests = filters.Select(fields.Compile).ToArray();
            var counts = new int[tests.Length];
            foreach (var trace in experimentIds.Distinct().SelectMany(id => state.Traces.In(id)))
            {
                for (var i = 0; i < tests.Length; i++)
                    if (tests[i](trace)) counts[i]++;
            }

            return counts;
        });
}
