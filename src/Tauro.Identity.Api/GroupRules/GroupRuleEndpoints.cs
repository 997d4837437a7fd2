using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.GroupRules;

internal static class GroupRuleEndpoints
{
    public static void MapGroupRules(this IEndpointRouteBuilder app)
    {
        var rules = app.MapGroup("/api/v1/group-rules").WithTags("Identity").RequiresAdmin();
        rules.MapGet("", List)
            .WithName("ListGroupRules").WithSummary("List the groups of issuers that have a role");
        rules.MapPost("", Create)
            .WithName("CreateGroupRule").WithSummary("Give a role to a group of an issuer");
        rules.MapDelete("{rule_id}", Delete)
            .WithName("DeleteGroupRule").WithSummary("Take the role from a group, and from those who have it by that");
    }

    private static async Task<Ok<Page<GroupRule>>> List(IIdentityStore store, CancellationToken cancel) =>
        TypedResults.Ok(new Page<GroupRule>(await store.ListGroupRules(cancel)));

    private static async Task<Results<Created<GroupRule>, Invalid, NotFound, Conflict>> Create(
        NewGroupRule body, IIdentityStore store, CancellationToken cancel) =>
        (await store.CreateGroupRule(body, cancel)).ToResult(rule =>
            TypedResults.Created($"/api/v1/group-rules/{rule.RuleId}", rule));

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        [FromRoute(Name = "rule_id")] GroupRuleId ruleId, IIdentityStore store, CancellationToken cancel) =>
        (await store.DeleteGroupRule(ruleId, cancel)).ToResult(_ => TypedResults.NoContent());
}
