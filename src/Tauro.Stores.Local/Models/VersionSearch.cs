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
        // A version whose model was deleted during the search, or that the reader may not see, has no name.
        var found = Candidates(state, query)
            .Select(document => (Document: document, Name: FindVisible(state, query, document)?.Name!))
            .Where(version => version.Name is not null && matches(version));
        IReadOnlyList<OrderBy> orderBy = query.OrderBy is { Count: > 0 } keys ? keys : [NewestFirst];
        var order = new RowComparer<(VersionDocument Document, string Name)>(orderBy, Ties, Fields);
        var aliases = new Dictionary<RegisteredModel, ILookup<int, string>>(ReferenceEqualityComparer.Instance);
        return SortedPage.Complete(
            found, order, query.Page, version => Complete(state, version.Document.Version, aliases),
            "versions", query.Filter, orderBy);
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

    private static RegisteredModel? FindVisible(
        RegistryState state, ModelVersionQuery query, VersionDocument document) =>
        state.Models.Find(document.Version.ModelId) is { } model && query.IsVisible?.Invoke(model) != false
            ? model
            : null;

    /// <summary>Fills in what a version takes from its model; null if that was deleted meanwhile.</summary>
    private static ModelVersion? Complete(
        RegistryState state, ModelVersion version, Dictionary<RegisteredModel, ILookup<int, string>> aliases)
    {
        if (state.Models.Find(version.ModelId) is not { } model) return null;
        if (!aliases.TryGetValue(model, out var byVersion))
            aliases[model] = byVersion = ModelAggregate.AliasesByVersion(model);
        return version with
        {
            Name = model.Name, Workspace = model.Workspace, Aliases = [.. byVersion[version.Version]],
        };
    }

    private static OrderBy By(string attribute, bool descending = false) =>
        new(new Field(FieldKind.Attribute, attribute), descending);
}
