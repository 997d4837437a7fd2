using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Storage.Search;

namespace Tauro.Storage.Local.Models;

/// <summary>Searches models in memory.</summary>
internal static class ModelSearch
{
    private static readonly OrderBy ByName = new(new Field(FieldKind.Attribute, "name"));

    public static StoreOutcome<Page<RegisteredModel>> Run(RegistryState state, ModelQuery query)
    {
        var matches = state.Models.All.Where(model => Matches(state, query, model));
        return SortedPage.Of(matches, [.. query.OrderBy ?? [], ByName], ValueOf, query.Page);
    }

    private static bool Matches(RegistryState state, ModelQuery query, RegisteredModel model) =>
        (query.Filter is null || MemoryFilter.Matches(query.Filter, field => ValueOf(model, field)))
        && ((query.Stage is null && query.Framework is null)
            || new ModelEntry(model, state).Versions.Any(document =>
                (query.Stage is null || document.Version.Stage == query.Stage)
                && (query.Framework is null || document.Version.Framework == query.Framework)));

    private static Literal? ValueOf(RegisteredModel model, Field field) => field switch
    {
        (FieldKind.Tag, var key) => model.Tags.TryGetValue(key, out var tag) ? Literal.Of(tag) : null,
        (FieldKind.Attribute, "name") => Literal.Of(model.Name),
        (FieldKind.Attribute, "model_id") => Literal.Of(model.ModelId),
        (FieldKind.Attribute, "creation_time") => Literal.Of(model.CreationTime),
        (FieldKind.Attribute, "last_update_time") => Literal.Of(model.LastUpdateTime),
        _ => null,
    };
}
