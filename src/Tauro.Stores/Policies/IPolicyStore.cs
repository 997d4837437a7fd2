using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Policies;

/// <summary>
/// Stores policies, and the checks and approvals of model versions, in the same transactions as the model store: a
/// promotion is decided on what these methods have committed before it. The rules on durability, refusals and
/// exceptions are those of <see cref="IRunStore"/>.
/// </summary>
public interface IPolicyStore
{
    /// <summary>Creates the next version of a policy; the same content changes nothing.</summary>
    ValueTask<StoreOutcome<Policy>> SetPolicy(string name, NewPolicy policy, CancellationToken cancel = default);

    /// <summary>Gets a version of a policy; without one, the last, NotFound if that says it was deleted.</summary>
    ValueTask<StoreOutcome<Policy>> GetPolicy(string name, int? version = null, CancellationToken cancel = default);

    /// <summary>Deletes a policy; its versions can still be read.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="by">Who deletes it.</param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<Policy>> DeletePolicy(string name, string? by = null, CancellationToken cancel = default);

    /// <summary>Lists the last version of each policy that is not deleted, by name.</summary>
    ValueTask<StoreOutcome<Page<Policy>>> ListPolicies(PageRequest page, CancellationToken cancel = default);

    /// <summary>
    /// Gets the policies that apply to a model and a gate, by name; those of a model without tags if no model has the
    /// name.
    /// </summary>
    ValueTask<StoreOutcome<IReadOnlyList<Policy>>> GetApplying(
        string name, PolicyGate gate, CancellationToken cancel = default);

    /// <summary>
    /// Gets the secret of a hook, null for none; it is not part of the policies that the other methods return. A
    /// problem says as the end of a sentence why it is not available.
    /// </summary>
    /// <param name="name">The policy.</param>
    /// <param name="version">Its version.</param>
    /// <param name="index">The number of the rule in it, from 0.</param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<string?>> GetHookSecret(
        string name, int version, int index, CancellationToken cancel = default);

    /// <summary>Evaluates the policies of a gate as a promotion would, and changes nothing.</summary>
    ValueTask<StoreOutcome<GateVerdict>> Preview(
        string name, int version, PolicyGate gate, GateEvidence? evidence, CancellationToken cancel = default);

    /// <summary>Stores the result of a check; it replaces the last one.</summary>
    ValueTask<StoreOutcome<VersionCheck>> PostCheck(
        string name, int version, string check, NewCheck result, CancellationToken cancel = default);

    /// <summary>Lists the last result of each check of a version, by name.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<VersionCheck>>> ListChecks(
        string name, int version, CancellationToken cancel = default);

    /// <summary>Requests approval. While a request for the same gate can still count, that one is returned.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="request">The request.</param>
    /// <param name="expiresAfter">For how long it counts.</param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<Approval>> RequestApproval(
        string name, int version, NewApproval request, TimeSpan expiresAfter, CancellationToken cancel = default);

    /// <summary>Lists the requests for approval of a version, oldest first.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<Approval>>> ListApprovals(
        string name, int version, CancellationToken cancel = default);

    /// <summary>Lists the requests for approval of all versions in the workspace, oldest first.</summary>
    ValueTask<StoreOutcome<Page<Approval>>> SearchApprovals(
        ApprovalStatus? status, PageRequest page, CancellationToken cancel = default);

    /// <summary>
    /// Stores the decision of one person. The same decision again changes nothing; another one is a conflict, and so
    /// is that of the author, or on a request that is rejected, stale or expired.
    /// </summary>
    ValueTask<StoreOutcome<Approval>> DecideApproval(
        string name, int version, ApprovalId approvalId, NewApprovalDecision decision, bool isApproved,
        CancellationToken cancel = default);

    /// <summary>Withdraws the decision of one person; without one, it changes nothing.</summary>
    ValueTask<StoreOutcome<Approval>> WithdrawApproval(
        string name, int version, ApprovalId approvalId, string by, CancellationToken cancel = default);

    /// <summary>Marks the open requests whose time is over, with an event for each. Returns how many.</summary>
    ValueTask<int> ExpireApprovals(CancellationToken cancel = default);
}
