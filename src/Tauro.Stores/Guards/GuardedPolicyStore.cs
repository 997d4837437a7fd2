using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation on the checks and approvals of a version whether the principal of the request may do it
/// with its model. What it may not see is reported as missing; what it may see but not do throws
/// <see cref="AccessDeniedException"/>. Policies belong to no model; their endpoints decide.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedPolicyStore(IPolicyStore store, ModelAccess access) : IPolicyStore
{
    public ValueTask<StoreOutcome<Policy>> SetPolicy(
        string name, NewPolicy policy, CancellationToken cancel = default) => store.SetPolicy(name, policy, cancel);

    public ValueTask<StoreOutcome<Policy>> GetPolicy(
        string name, int? version = null, CancellationToken cancel = default) =>
        store.GetPolicy(name, version, cancel);

    public ValueTask<StoreOutcome<Policy>> DeletePolicy(
        string name, string? by = null, CancellationToken cancel = default) => store.DeletePolicy(name, by, cancel);

    public ValueTask<StoreOutcome<Page<Policy>>> ListPolicies(
        PageRequest page, CancellationToken cancel = default) => store.ListPolicies(page, cancel);

    public ValueTask<StoreOutcome<IReadOnlyList<Policy>>> GetApplying(
        string name, PolicyGate gate, CancellationToken cancel = default) => store.GetApplying(name, gate, cancel);

    public ValueTask<StoreOutcome<string?>> GetHookSecret(
        string name, int version, int index, CancellationToken cancel = default) =>
        store.GetHookSecret(name, version, index, cancel);

    public async ValueTask<StoreOutcome<GateVerdict>> Preview(
        string name, int version, PolicyGate gate, GateEvidence? evidence, CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.Preview(name, version, gate, evidence, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<VersionCheck>> PostCheck(
        string name, int version, string check, NewCheck result, CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.PostCheck(name, version, check, result, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<VersionCheck>>> ListChecks(
        string name, int version, CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.ListChecks(name, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Approval>> RequestApproval(
        string name, int version, NewApproval request, TimeSpan expiresAfter, CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.RequestApproval(name, version, request, expiresAfter, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<Approval>>> ListApprovals(
        string name, int version, CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.ListApprovals(name, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Approval>> DecideApproval(
        string name, int version, ApprovalId approvalId, NewApprovalDecision decision, bool isApproved,
        CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.DecideApproval(name, version, approvalId, decision, isApproved, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Approval>> WithdrawApproval(
        string name, int version, ApprovalId approvalId, string by, CancellationToken cancel = default) =>
        await Hides(name, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await store.WithdrawApproval(name, version, approvalId, by, cancel).ConfigureAwait(false);

    public ValueTask<StoreOutcome<Page<Approval>>> SearchApprovals(
        ApprovalStatus? status, PageRequest page, CancellationToken cancel = default) =>
        store.SearchApprovals(status, page, cancel);

    public ValueTask<int> ExpireApprovals(CancellationToken cancel = default) => store.ExpireApprovals(cancel);

    private ValueTask<bool> Hides(string name, AccessAction action, CancellationToken cancel) =>
        access.Hides(name, action, ResourceType.RegisteredModelVersion, cancel);
}
