using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
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

    private static readonly Field SourceRun = new(FieldKind.Attribute, "run_id");

    private static readonly Field Status = new(FieldKind.Attribute, "status");

    private static readonly string PendingStatus = ApiName.Get(ModelVersionStatus.PendingRegistration);

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
            [.. Complete(state, page.Items.Select(version => version.Document.Version))], page.NextPageToken));
    }

    /// <summary>Returns no more than an index has, if the filter requires a value of one.</summary>
    private static IEnumerable<VersionDocument> Candidates(RegistryState state, ModelVersionQuery query)
    {
        if (query.Filter?.RequiredValue(Name) is { } name)
            return state.Models.FindByName(name) is { } model ? state.VersionsOf(model).Values : [];
        if (query.Filter?.RequiredValue(SourceRun) is { } run)
            return state.Versions.KeysOfRun(new RunId(run)).Select(state.Versions.Find).OfType<VersionDocument>();
        return query.Filter?.RequiredValue(Status) == PendingStatus ? state.Versions.Pending : state.Versions.All;
    }

    /// <summary>
    /// Fills in what versions take from their models. A version whose model was deleted meanwhile is left out.
    /// </summary>
    private static IEnumerable<ModelVersion> Complete(RegistryState state, IEnumerable<ModelVersion> versions)
    {
        var aliases = new Dictionary<RegisteredModel, ILookup<int, string>>(ReferenceEqualityComparer.Instance);
        foreach (var version in versions)
        {
            if (state.Models.Find(version.ModelId) is not { } model) continue;
            if (!aliases.TryGetValue(model, out var byVersion))
                aliases[model] = byVersion = ModelAggregate.AliasesByVersion(model);
            yield return version with { Name = model.Name, Aliases = [.. byVersion[version.Version]] };
        }
    }

    private static OrderBy By(string attribute, bool descending = false) =>
        new(new Field(FieldKind.Attribute, attribute), descending);
}
