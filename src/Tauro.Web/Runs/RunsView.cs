using Microsoft.AspNetCore.Http.Extensions;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Web.Runs;

/// <summary>What the runs table shows. The URL has all of it, so that a link shows the same.</summary>
public sealed record RunsView
{
    private const int PageSize = 100;
    private const string Descending = " DESC";

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>A filter in MLflow's grammar.</summary>
    public string? Filter { get; init; }

    /// <summary>An order such as <c>metrics.loss DESC</c>; null for the newest first.</summary>
    public string? Order { get; init; }

    /// <summary>The chosen columns; empty for those of the first page's runs.</summary>
    public IReadOnlyList<RunColumn> Columns { get; init; } = [];

    /// <summary>Whether deleted runs are shown, instead of the others.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The token of the page; null for the first.</summary>
    public string? Page { get; init; }

    public RunSearch ToSearch() => new(
        [ExperimentId], Filter, Order is null ? null : [Order],
        IsDeleted ? LifecycleView.DeletedOnly : LifecycleView.ActiveOnly, PageSize, Page);

    /// <summary>The same view in another order: the first click is ascending, the next one reverses it.</summary>
    public RunsView OrderedBy(string name) =>
        this with { Order = Order == name ? name + Descending : name, Page = null };

    /// <summary><c>ascending</c> or <c>descending</c> if the view is ordered by a name; otherwise null.</summary>
    public string? DirectionOf(string name) =>
        Order == name ? "ascending" : Order == name + Descending ? "descending" : null;

    /// <summary>The query parameters, for links and for forms.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        if (!string.IsNullOrEmpty(Filter)) yield return new("q", Filter);
        if (Order is not null) yield return new("sort", Order);
        foreach (var column in Columns) yield return new("col", column.Name);
        if (IsDeleted) yield return new("deleted", "true");
        if (Page is not null) yield return new("page", Page);
    }

    /// <summary>The address relative to the base of all pages.</summary>
    public string ToUrl() =>
        $"experiments/{Uri.EscapeDataString(ExperimentId)}{new QueryBuilder(Parameters())}";
}
