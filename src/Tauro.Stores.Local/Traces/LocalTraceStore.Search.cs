using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;
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
        var state = engine.State;
        var fields = new TraceFields(state);
        var matches = fields.Compile(query.Filter);
        var page = SortedPage.Of(
            query.ExperimentIds.Distinct().SelectMany(state.Traces.Of).Where(matches),
            new RowComparer<Trace>(query.OrderBy, TraceOrder, fields),
            query.Page,
            "traces", query.ExperimentIds, query.Filter, query.OrderBy);
        var whole = page.Select(found =>
            new Page<Trace>([.. found.Items.Select(trace => Whole(state, trace))], found.NextPageToken));
        await engine.Barrier(state).ConfigureAwait(false);
        return whole;
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<int>>> CountTraces(
        IReadOnlyList<string> experimentIds, IReadOnlyList<Filter?> filters, CancellationToken cancel = default)
    {
        var state = engine.State;
        var fields = new TraceFields(state);
        var tests = filters.Select(fields.Compile).ToArray();
        var counts = new int[tests.Length];
        foreach (var trace in experimentIds.Distinct().SelectMany(state.Traces.Of))
        {
            for (var i = 0; i < tests.Length; i++)
                if (tests[i](trace)) counts[i]++;
        }

        await engine.Barrier(state).ConfigureAwait(false);
        return counts;
    }
}
