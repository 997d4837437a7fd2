using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Evaluation;

/// <summary>
/// Issues by experiment. Durability and refusals are as in <see cref="IEvaluationStore"/>. A deleted experiment keeps
/// its issues, which can still be read and updated; it takes no new ones.
/// </summary>
public interface IIssueStore
{
    /// <summary>Creates an issue. The experiment must be active, and the run exist.</summary>
    ValueTask<StoreOutcome<Issue>> CreateIssue(NewIssue issue, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Issue>> GetIssue(IssueId issueId, CancellationToken cancel = default);

    /// <summary>Changes an issue, and the time of its last update even if it is otherwise the same.</summary>
    ValueTask<StoreOutcome<Issue>> UpdateIssue(
        IssueId issueId, IssueChange change, CancellationToken cancel = default);

    /// <summary>Searches issues: the most severe first, those without a severity last, then the newest.</summary>
    ValueTask<StoreOutcome<Page<Issue>>> SearchIssues(IssueQuery query, CancellationToken cancel = default);
}
