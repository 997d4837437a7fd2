using Microsoft.AspNetCore.Http.Extensions;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Web.Parts;

namespace Tauro.Web.Runs;

/// <summary>What the runs table shows. The URL has all of it, so that a link shows the same.</summary>
public sealed record RunsView
{
    public const int PageSize = 100;
    private const string Descending = " DESC";

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>A filter in MLflow's grammar.</summary>
    public string? Filter { get; init; }

    /// <summary>An order such as <c>metrics.loss DESC</c>; null for the newest first.</summary>
    public string? Order { get; init; }

    /// <summary>The chosen columns; empty to choose them from the first runs.</summary>
    public IReadOnlyList<RunColumn> Columns { get; init; } = [];

    /// <summary>The columns that stay in view, after the run's name.</summary>
    public IReadOnlyList<RunColumn> Pinned { get; init; } = [];

    /// <summary>Whether only columns are shown in which the runs differ.</summary>
    public bool IsDifferent { get; init; }

    /// <summary>The param or tag by which runs are grouped; null to list the runs.</summary>
    public RunColumn? Group { get; init; }

    /// <summary>Whether child runs are under their parents, instead of in the order of all runs.</summary>
    public bool IsTree { get; init; }

    /// <summary>The parents whose children are shown.</summary>
    public IReadOnlyList<RunId> Open { get; init; } = [];

    /// <summary>The run with which the metrics of the others are compared.</summary>
    public RunId? Baseline { get; init; }

    /// <summary>Whether deleted runs are shown, instead of the others.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whether the columns are being chosen.</summary>
    public bool IsPicking { get; init; }

    /// <summary>The token of the page; null for the first.</summary>
    public string? Page { get; init; }

    public LifecycleView Lifecycle => IsDeleted ? LifecycleView.DeletedOnly : LifecycleView.ActiveOnly;

    public IReadOnlyList<string>? OrderBy => Order is null ? null : [Order];

    public RunSearch ToSearch() => new(
        [ExperimentId], IsTree ? FilterText.And(Filter, "parent_run_id IS NULL") : Filter, OrderBy, Lifecycle, PageSize,
        Page, Fields);

    /// <summary>The runs of the view as columns.</summary>
    public RunsToTabulate ToTable(IReadOnlyList<string> fields) =>
        new([ExperimentId], Filter, OrderBy, Lifecycle, fields);

    /// <summary>All runs of the view.</summary>
    public RunsToCount ToCount() => new([ExperimentId], Filter, Lifecycle);

    /// <summary>The runs under a parent.</summary>
    public RunSearch ToSearch(RunId parent) => new(
        [ExperimentId], $"parent_run_id = {FilterText.Quote(parent)}", OrderBy, Lifecycle, PageSize, Fields: Fields);

    /// <summary>The same view in another order: the first click is ascending, the next one reverses it.</summary>
    public RunsView OrderedBy(string name) =>
        this with { Order = Order == name ? name + Descending : name, Page = null };

    /// <summary>The children of a run, without their parents.</summary>
    public RunsView ChildrenOf(RunId parent) =>
        this with { IsTree = false, Open = [], Page = null, Filter = $"parent_run_id = {FilterText.Quote(parent)}" };

    /// <summary>The same view with the children of a run shown, or hidden if they are.</summary>
    public RunsView Toggle(RunId parent) =>
        this with { Open = Open.Contains(parent) ? [.. Open.Where(run => run != parent)] : [.. Open, parent] };

    /// <summary><c>ascending</c> or <c>descending</c> if the view is ordered by a name; otherwise null.</summary>
    public string? DirectionOf(string name) =>
        Order == name ? "ascending" : Order == name + Descending ? "descending" : null;

    /// <summary>The query parameters, for links and for forms.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        if (!string.IsNullOrEmpty(Filter)) yield return new("q", Filter);
        if (Order is not null) yield return new("sort", Order);
        foreach (var column in Columns) yield return new("col", column.Name);
        foreach (var column in Pinned) yield return new("pin", column.Name);
        if (IsDifferent) yield return new("differ", "true");
        if (Group is not null) yield return new("group", Group.Name);
        if (IsTree) yield return new("tree", "true");
        foreach (var run in Open) yield return new("open", run);
        if (Baseline is { } baseline) yield return new("base", baseline);
        if (IsDeleted) yield return new("deleted", "true");
        if (IsPicking) yield return new("pick", "true");
        if (Page is not null) yield return new("page", Page);
    }

    /// <summary>Reads a view from the query of an address.</summary>
    public static RunsView Parse(ExperimentId experimentId, IQueryCollection query) => new()
    {
        ExperimentId = experimentId,
        Filter = Find(query, "q"),
        Order = Find(query, "sort"),
        Columns = RunColumns.Parse(query["col"]),
        Pinned = RunColumns.Parse(query["pin"]),
        IsDifferent = query["differ"] == "true",
        Group = RunColumn.Parse(Find(query, "group")) is { IsNumeric: false } group ? group : null,
        IsTree = query["tree"] == "true",
        Open = [.. query["open"].OfType<string>().Distinct().Take(PageSize).Select(id => new RunId(id))],
        Baseline = Find(query, "base") is { } baseline ? new RunId(baseline) : null,
        IsDeleted = query["deleted"] == "true",
        IsPicking = query["pick"] == "true",
        Page = Find(query, "page"),
    };

    /// <summary>The address relative to the base of all pages.</summary>
    /// <param name="tab">Another view of the runs, such as <c>charts</c>; empty for the table.</param>
    /// <param name="more">More query parameters.</param>
    public string ToUrl(string tab = "", IEnumerable<KeyValuePair<string, string>>? more = null) =>
        $"{ToPath(tab)}{new QueryBuilder([.. Parameters(), .. more ?? []])}";

    /// <summary>The address without the parameters, for forms.</summary>
    public string ToPath(string tab = "") =>
        $"{Link.To(ExperimentId)}{(tab.Length > 0 ? "/" : "")}{tab}";

    /// <summary>The address in the API of a file with all runs of the view.</summary>
    /// <param name="columns">The columns of the file.</param>
    /// <param name="format"><c>csv</c> or <c>parquet</c>.</param>
    public string ToExportUrl(IReadOnlyList<RunColumn> columns, string format)
    {
        var query = new QueryBuilder { { "experiment_id", ExperimentId }, { "format", format } };
        if (Filter is not null) query.Add("filter", Filter);
        if (Order is not null) query.Add("order_by", Order);
        if (IsDeleted) query.Add("view", "DELETED_ONLY");
        foreach (var column in columns) query.Add("fields", column.Name);
        return $"api/v1/runs/export{query}";
    }

    /// <summary>The fields to read of each run; null for all.</summary>
    private IReadOnlyList<string>? Fields =>
        Columns.Count == 0 ? null : ["attributes", .. Columns.Union(Pinned).Select(column => column.Name)];

    private static string? Find(IQueryCollection query, string name) =>
        query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;
}
