using Tauro.Contracts.Access;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation of a store of issues whether the principal of the request may do it with their
/// experiment. What it may not see is reported as missing; what it may see but not do throws
/// <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedIssueStore(IIssueStore store, ExperimentAccess access) : IIssueStore
{
    public async ValueTask<StoreOutcome<Issue>> CreateIssue(NewIssue issue, CancellationToken cancel = default)
    {
        if (await access.Hides(issue.ExperimentId, AccessAction.Update, ResourceType.Trace, cancel)
            .ConfigureAwait(false))
            return ExperimentWrites.NotFound(issue.ExperimentId);
        return issue.SourceRunId is { } runId && await access.HidesOther(runId, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.CreateIssue(issue, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Issue>> GetIssue(IssueId issueId, CancellationToken cancel = default) =>
        await Hides(issueId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new IssueMissing(issueId)
            : await store.GetIssue(issueId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Issue>> UpdateIssue(
        IssueId issueId, IssueChange change, CancellationToken cancel = default) =>
        await Hides(issueId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new IssueMissing(issueId)
            : await store.UpdateIssue(issueId, change, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<Issue>>> SearchIssues(
        IssueQuery query, CancellationToken cancel = default) =>
        await store.SearchIssues(
            query with { VisibleIn = await access.FindVisible(ResourceType.Trace, cancel).ConfigureAwait(false) },
            cancel).ConfigureAwait(false);

    private async ValueTask<bool> Hides(IssueId issueId, AccessAction action, CancellationToken cancel)
    {
        var found = await store.GetIssue(issueId, cancel).ConfigureAwait(false);
        return found.IsOk
            && await access.Hides(found.Value.ExperimentId, action, ResourceType.Trace, cancel).ConfigureAwait(false);
    }
}
