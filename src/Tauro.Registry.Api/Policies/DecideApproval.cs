using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

/// <summary>Approves, rejects, and withdraws either.</summary>
internal static class DecideApproval
{
    public static Task<Results<Ok<Approval>, Invalid, NotFound, Conflict>> Approve(
        string name, int version, [FromRoute(Name = "approval_id")] ApprovalId approvalId, NewApprovalDecision body,
        IPolicyStore store, CancellationToken cancel) =>
        Decide(name, version, approvalId, body, isApproved: true, store, cancel);

    public static Task<Results<Ok<Approval>, Invalid, NotFound, Conflict>> Reject(
        string name, int version, [FromRoute(Name = "approval_id")] ApprovalId approvalId, NewApprovalDecision body,
        IPolicyStore store, CancellationToken cancel) =>
        Decide(name, version, approvalId, body, isApproved: false, store, cancel);

    public static async Task<Results<Ok<Approval>, Invalid, NotFound, Conflict>> Withdraw(
        string name, int version, [FromRoute(Name = "approval_id")] ApprovalId approvalId, ApprovalWithdrawal body,
        IPolicyStore store, CancellationToken cancel) =>
        (await store.WithdrawApproval(name, version, approvalId, Actor.Resolve(body.By)!, cancel))
            .ToResult(approval => TypedResults.Ok(approval));

    private static async Task<Results<Ok<Approval>, Invalid, NotFound, Conflict>> Decide(
        string name, int version, ApprovalId id, NewApprovalDecision decision, bool isApproved, IPolicyStore store,
        CancellationToken cancel) =>
        (await store.DecideApproval(
            name, version, id, decision with { By = Actor.Resolve(decision.By)! }, isApproved, cancel))
            .ToResult(approval => TypedResults.Ok(approval));
}
