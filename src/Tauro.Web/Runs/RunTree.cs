using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Web.Api;
using Tauro.Web.Parts;

namespace Tauro.Web.Runs;

/// <summary>Runs with their children under them, as far as they are open.</summary>
internal sealed class RunTree
{
    private const int DepthMax = 10;
    private const int RowsMax = 1_000;

    private readonly TauroApi api;
    private readonly RunsView view;
    private readonly CancellationToken cancel;
    private readonly List<RunRow> rows = [];

    private RunTree(TauroApi api, RunsView view, CancellationToken cancel) =>
        (this.api, this.view, this.cancel) = (api, view, cancel);

    public static async Task<IReadOnlyList<RunRow>> Load(
        TauroApi api, RunsView view, IReadOnlyList<Run> roots, CancellationToken cancel)
    {
        var tree = new RunTree(api, view, cancel);
        await tree.Add(roots, 0);
        return tree.rows;
    }

    private async Task Add(IReadOnlyList<Run> runs, int depth)
    {
        var counts = await CountChildren(runs);
        foreach (var run in runs)
        {
            rows.Add(new RunRow(run, depth, counts.GetValueOrDefault(run.RunId)));
            if (depth == DepthMax || rows.Count >= RowsMax || !view.Open.Contains(run.RunId)) continue;
            if ((await api.SearchRuns(view.ToSearch(run.RunId), cancel)).Value is { Items.Count: > 0 } children)
                await Add(children.Items, depth + 1);
        }
    }

    private async Task<Dictionary<RunId, long>> CountChildren(IReadOnlyList<Run> runs)
    {
        if (runs.Count == 0) return [];
        var parents = string.Join(", ", runs.Select(run => FilterText.Quote(run.RunId)));
        var groups = await api.AggregateRuns(
            new RunAggregation(
                [view.ExperimentId], $"parent_run_id IN ({parents})", view.Lifecycle, ["parent_run_id"],
                MaxResults: runs.Count),
            cancel);
        return (groups.Value?.Groups ?? []).ToDictionary(group => new RunId(group.Key[0]!), group => group.Count);
    }
}
