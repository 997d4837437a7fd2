using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.MetricRules;

namespace Tauro.Tracking.Api.MetricRules;

internal static class MetricRuleEndpoints
{
    public static void MapMetricRules(this IEndpointRouteBuilder app)
    {
        var rules = app.MapGroup("/api/v1/metric-rules").WithTags("Metric rules");
        rules.MapPost("", Create).RequiresOn(AccessAction.Update, ResourceType.Experiment).WithName("CreateMetricRule")
            .WithSummary("Create a rule on a metric of running runs; events report when it is met");
        rules.MapGet("", List).RequiresOn(AccessAction.Read, ResourceType.Run).WithName("ListMetricRules")
            .WithSummary("List metric rules, the oldest first: all, or those of an experiment or a run");
        rules.MapGet("{rule_id}", Get).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("GetMetricRule").WithSummary("Get a metric rule");
        rules.MapDelete("{rule_id}", Delete).RequiresOn(AccessAction.Update, ResourceType.Experiment)
            .WithName("DeleteMetricRule").WithSummary("Delete a metric rule");
    }

    private static async Task<Results<Created<MetricRule>, Invalid, NotFound, Conflict>> Create(
        NewMetricRule body, IMetricRuleStore store, CancellationToken cancel) =>
        (await store.CreateRule(body, cancel)).ToResult(rule =>
            TypedResults.Created($"/api/v1/metric-rules/{rule.RuleId}", rule));

    private static async Task<Results<Ok<Page<MetricRule>>, Invalid, NotFound, Conflict>> List(
        IMetricRuleStore store,
        CancellationToken cancel,
        [FromQuery(Name = "experiment_id")] ExperimentId? experimentId = null,
        [FromQuery(Name = "run_id")] RunId? runId = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.ListRules(experimentId, runId, new PageRequest(maxResults, pageToken), cancel: cancel))
        .ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<MetricRule>, Invalid, NotFound, Conflict>> Get(
        [FromRoute(Name = "rule_id")] MetricRuleId ruleId, IMetricRuleStore store, CancellationToken cancel) =>
        (await store.GetRule(ruleId, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        [FromRoute(Name = "rule_id")] MetricRuleId ruleId, IMetricRuleStore store, CancellationToken cancel) =>
        (await store.DeleteRule(ruleId, cancel)).ToResult(_ => TypedResults.NoContent());
}
