using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Models;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Models;

/// <summary>Searches versions in memory.</summary>
internal static class VersionSearch
{
    private static readonly VersionFields Fields = new();

    private static readonly Field Name = new(FieldKind.Attribute, "name");

    private static readonly OrderBy NewestFirst = By("last_update_time", descending: true);

    private static readonly OrderBy[] Ties = [new(Name), By("version", descending: true)];

    public static StoreOutcome<Page<ModelVersion>> Run(RegistryState state, ModelVersionQuery query)
    {
        var matches = FilterEvaluator.Compile(query.Filter, Fields);
        // A version whose model was deleted during the search has no name.
        var found = Candidates(state, query)
            .Select(document => (Document: document, Name: state.Models.Find(document.Version.ModelId)?.Name!))
            .Where(version => version.Name is not null && matches(version));
        IReadOnlyList<OrderBy> orderBy = query.OrderBy is { Count: > 0 } keys ? keys : [NewestFirst];
        var order = new RowComparer<(VersionDocument Document, string Name)>(orderBy, Ties, Fields);
        var sorted = SortedPage.From(found, order, query.Page, "versions", query.Filter, orderBy);
        return sorted.Select(page => new Page<ModelVersion>(
            [.. page.Items.Select(version => state.Complete(version.Document)).OfType<ModelVersion>()],
            page.NextPageToken));
    }

    /// <summary>Only the versions of one model, if the filter names it: there may be thousands in all.</summary>
    private static IEnumerable<VersionDocument> Candidates(RegistryState state, ModelVersionQuery query)
    {
        if (query.Filter?.RequiredValue(Name) is not { } name) return state.Versions.All;
        return state.Models.FindByName(name) is { } model ? state.VersionsOf(model).Values : [];
    }

    private static OrderBy By(string attribute, bool descending = false) =>
        new(new Field(FieldKind.Attribute, attribute), descending);
}
