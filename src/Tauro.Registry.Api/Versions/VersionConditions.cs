using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Registry.Api.Search;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

/// <summary>The query parameters of a search for versions; all that are set must match.</summary>
internal sealed record VersionConditions(
    [property: FromQuery(Name = "stage")] string? Stage = null,
    [property: FromQuery(Name = "status")] Choice<ModelVersionStatus>? Status = null,
    [property: FromQuery(Name = "framework")] string? Framework = null,
    [property: FromQuery(Name = "tag")] string[]? Tag = null,
    [property: FromQuery(Name = "filter")] string? Filter = null,
    [property: FromQuery(Name = "order_by")] string[]? OrderBy = null,
    [property: FromQuery(Name = "source_run_id")] string? SourceRunId = null,
    [property: FromQuery(Name = "max_results")] int MaxResults = Limits.PageSizeDefault,
    [property: FromQuery(Name = "page_token")] string? PageToken = null)
{
    /// <summary>Creates the query; without an order, the version changed last comes first.</summary>
    public StoreOutcome<ModelVersionQuery> ToQuery(StoreOutcome<Filter?> name, ModelStages stages)
    {
        var stage = stages.Parse(Stage);
        if (stage.Problem is { } badStage) return badStage;
        var order = OrderByParser.Parse(OrderBy, FilterVocabulary.ModelVersions);
        if (order.Problem is { } badOrder) return badOrder;
        var filter = FilterParser.Parse(Filter, FilterVocabulary.ModelVersions);
        if (filter.IsOk && stages.Check(filter.Value) is { } badFilter) return badFilter;
        var conditions = Conditions.Combine(
            name,
            filter,
            Conditions.AttributeIs("stage", stage.Value?.ToString()),
            Conditions.EnumIs("status", Status?.Value),
            Conditions.FrameworkIs(Framework),
            Conditions.AttributeIs("run_id", SourceRunId),
            Conditions.Tags(Tag));
        return conditions.Select(all =>
            new ModelVersionQuery(new PageRequest(MaxResults, PageToken), all, order.Value));
    }
}
