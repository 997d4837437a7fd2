using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Paging;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Local.Policies;

internal sealed partial class LocalPolicyStore
{
    private const int ExpiredAtOnce = 100;

    private static readonly RowComparer<Approval> ByTime = new(
        (approval => Literal.From(approval.CreationTime), Descending: false),
        (approval => Literal.From(approval.ApprovalId), Descending: false));

    public ValueTask<StoreOutcome<Approval>> RequestApproval(
        string name, int version, NewApproval request, TimeSpan expiresAfter, CancellationToken cancel = default)
    {
        var id = new ApprovalId(entropy.NextId());
        return facts.Commit((state, now) => ApprovalWrites.Request(
            GateInputs.LoadApprovals(state, name, version), request, id, expiresAfter, now, state.Stages),
            cancel);
    }

    public ValueTask<StoreOutcome<IReadOnlyList<Approval>>> ListApprovals(
        string name, int version, CancellationToken cancel = default)
    {
        var now = Now;
        return engine.Read(state => GateInputs.LoadApprovals(state, name, version)
            .Select<IReadOnlyList<Approval>>(loaded =>
                [.. loaded.Approvals.Select(approval => loaded.Complete(approval, now))]));
    }

    public ValueTask<StoreOutcome<Page<Approval>>> SearchApprovals(
        ApprovalStatus? status, PageRequest page, CancellationToken cancel = default)
    {
        var (now, workspace) = (Now, CurrentWorkspace.Known);
        return engine.Read(state => SortedPage.From(
            from found in state.WithModels(state.Approvals.Keys)
            where AccessDecision.IsIn(workspace, found.Model.Workspace)
            let loaded = GateInputs.LoadApprovals(state, found.Model, found.Document)
            from stored in loaded.Approvals
            let approval = loaded.Complete(stored, now)
            where status is null || approval.Status == status
            select approval, ByTime, page, "approvals", status));
    }

    public ValueTask<StoreOutcome<Approval>> DecideApproval(
        string name, int version, ApprovalId approvalId, NewApprovalDecision decision, bool isApproved,
        CancellationToken cancel = default) =>
        facts.Commit((state, now) => ApprovalWrites.Decide(
            GateInputs.LoadApprovals(state, name, version), approvalId, decision, isApproved, now), cancel);

    public ValueTask<StoreOutcome<Approval>> WithdrawApproval(
        string name, int version, ApprovalId approvalId, string by, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ApprovalWrites.Withdraw(
            GateInputs.LoadApprovals(state, name, version), approvalId, by, now), cancel);

    public async ValueTask<int> ExpireApprovals(CancellationToken cancel = default)
    {
        // Looks for them on this thread, so that writes do not wait for it.
        var now = Now;
        var due = engine.State.Approvals.All
            .Where(stored => stored.Approvals.Any(approval => ApprovalRules.IsDue(approval, now)))
            .Select(stored => stored.Key).ToList();
        var expired = 0;
        foreach (var (workspace, keys) in engine.State.WithModels(due)
            .GroupBy(found => found.Model.Workspace, found => found.Document.Key)
            .SelectMany(found => found.Chunk(ExpiredAtOnce).Select(keys => (found.Key, keys))))
        {
            CurrentWorkspace.Set(workspace);
            expired += (await facts.Commit<int>((state, time) => ApprovalWrites.Expire(
                keys.Select(key => LoadByKey(state, key)).OfType<ApprovalAggregate>(), time), cancel)
                .ConfigureAwait(false)).Value;
        }

        return expired;
    }

    /// <summary>Loads a version by its key; null if it was deleted, or its model is.</summary>
    private static ApprovalAggregate? LoadByKey(RegistryState state, string key) =>
        state.WithModels([key]).Select(found => GateInputs.LoadApprovals(state, found.Model, found.Document))
            .FirstOrDefault();
}
