using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to issues. The only fact is the issue to store: an issue is never removed.</summary>
public static class IssueWrites
{
    /// <param name="experiment">The issue's experiment; null when there is none.</param>
    /// <param name="request">The issue to create.</param>
    /// <param name="hasRun">Whether its run exists.</param>
    /// <param name="count">How many issues the experiment has.</param>
    /// <param name="newId">The new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<Issue, Issue>> Create(
        Experiment? experiment, NewIssue request, bool hasRun, int count, IssueId newId, long now)
    {
        if (IssueRules.Check(request) is { } problem) return problem;
        if (ExperimentWrites.RequireActive(experiment, request.ExperimentId) is { } refused) return refused;
        if (request.SourceRunId is { } runId && !hasRun) return new RunMissing(runId);
        if (count >= Limits.IssuesMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The experiment {request.ExperimentId} has {count} issues; the limit is {Limits.IssuesMax}.");
        return Put(new Issue
        {
            IssueId = newId,
            ExperimentId = request.ExperimentId,
            Name = request.Name,
            Description = request.Description,
            Status = request.Status,
            Severity = request.Severity,
            RootCauses = request.RootCauses ?? [],
            Categories = request.Categories ?? [],
            SourceRunId = request.SourceRunId,
            CreationTime = now,
            LastUpdateTime = now,
            CreatedBy = request.CreatedBy,
        });
    }

    /// <param name="before">The issue; null when there is none.</param>
    /// <param name="issueId">Its id.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<Issue, Issue>> Update(
        Issue? before, IssueId issueId, IssueChange change, long now)
    {
        if (IssueRules.Check(change) is { } problem) return problem;
        if (before is null) return new IssueMissing(issueId);
        return Put(before with
        {
            Name = change.Name ?? before.Name,
            Description = change.Description ?? before.Description,
            Status = change.Status ?? before.Status,
            Severity = change.Severity ?? before.Severity,
            LastUpdateTime = now,
        });
    }

    private static Decision<Issue, Issue> Put(Issue issue) => Decision<Issue, Issue>.From(issue, issue);
}
