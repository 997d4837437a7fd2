using Tauro.Contracts.Access;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class PolicyEndpoints
{
    /// <summary>Maps policies, checks and approvals; does nothing if the store does not support them.</summary>
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider.GetRequiredService<IServiceProviderIsService>();
        if (!services.IsService(typeof(IPolicyStore))) return;

        var policies = routes.MapGroup("/api/v1/registry/policies").WithTags("Policies");
        policies.MapGet("", ListPolicies.Handle).Requires(AccessAction.Read, ResourceType.RegisteredModel)
            .WithName("ListPolicies").WithSummary("List the policies");
        policies.MapPut("{name}", SetPolicy.Handle).RequiresAdmin()
            .WithName("SetPolicy")
            .WithSummary("Create a policy, or its next version");
        policies.MapGet("{name}", GetPolicy.Handle).Requires(AccessAction.Read, ResourceType.RegisteredModel)
            .WithName("GetPolicy")
            .WithSummary("Get a policy: its last version, or an earlier one");
        policies.MapDelete("{name}", DeletePolicy.Handle).RequiresAdmin()
            .WithName("DeletePolicy")
            .WithSummary("Delete a policy; its versions can still be read");
        routes.MapGet("/api/v1/registry/approvals", SearchApprovals.Handle)
            .Requires(AccessAction.Read, ResourceType.RegisteredModelVersion).WithName("SearchApprovals")
            .WithTags("Approvals").WithSummary("List the requests for approval of all versions");

        var version = routes.MapGroup("/api/v1/models/{name}/versions/{version:int}");
        version.MapPost("promotion/preview", PreviewPromotion.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .WithName("PreviewPromotion").WithTags("Policies")
            .WithSummary("Get the verdict of the policies on a promotion, without making it");
        version.MapGet("checks", ListChecks.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .WithName("ListChecks").WithTags("Checks")
            .WithSummary("List the last result of each check of a version");
        version.MapPut("checks/{check}", PostCheck.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion)
            .WithName("PostCheck").WithTags("Checks")
            .WithSummary("Post the result of a check of a version");

        var approvals = version.MapGroup("approvals").WithTags("Approvals");
        approvals.MapGet("", ListApprovals.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .WithName("ListApprovals")
            .WithSummary("List the requests for approval of a version");
        approvals.MapPost("", RequestApproval.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion)
            .WithName("RequestApproval")
            .WithSummary("Request approval of a promotion; an open request is returned");
        approvals.MapPost("{approval_id}/approve", DecideApproval.Approve).RequiresPromotion()
            .WithName("ApprovePromotion")
            .WithSummary("Approve a promotion");
        approvals.MapPost("{approval_id}/reject", DecideApproval.Reject).RequiresPromotion().WithName("RejectPromotion")
            .WithSummary("Reject a promotion");
        approvals.MapPost("{approval_id}/withdraw", DecideApproval.Withdraw).RequiresPromotion()
            .WithName("WithdrawApproval")
            .WithSummary("Withdraw the decision of a person");
    }
}
