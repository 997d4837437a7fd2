using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Models;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Models;

/// <summary>Searches models in memory.</summary>
internal static class ModelSearch
{
    private static readonly ModelFields Fields = new();

    private static readonly OrderBy[] ByName = [new(new Field(FieldKind.Attribute, "name"))];

    public static StoreOutcome<Page<RegisteredModel>> Run(RegistryState state, ModelQuery query)
    {
        var matches = FilterEvaluator.Compile(query.Filter, Fields);
        return SortedPage.From(
            state.Models.All.Where(model => query.IsVisible?.Invoke(model) != false
                && matches(model) && HasVersion(state, query, model)),
            new RowComparer<RegisteredModel>(query.OrderBy, ByName, Fields),
            query.Page,
            "models", query.Filter, query.OrderBy, query.Stage, query.Framework);
    }

    private static bool HasVersion(RegistryState state, ModelQuery query, RegisteredModel model) =>
        (query.Stage is null && query.Framework is null)
        || state.VersionsOf(model).Has(query.Stage, query.Framework);
}
