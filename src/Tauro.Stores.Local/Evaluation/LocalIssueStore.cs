using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>Issues of a local store: writes are decided one after another, reads come from memory.</summary>
internal sealed class LocalIssueStore(LocalEngine<TrackingState> engine, Entropy entropy) : IIssueStore
{
    private static readonly IssueFields Fields = new();

    private static readonly RowComparer<Issue> Order = new(
        (issue => Literal.From(issue.Severity is { } severity ? (int)severity : -1), Descending: true),
        (issue => Literal.From(issue.TraceCount ?? 0), Descending: true),
        (issue => Literal.From(issue.CreationTime), Descending: true),
        (issue => Literal.From(issue.IssueId), Descending: true));

    private readonly FactCommits<TrackingState, Issue> facts = new(engine, Write);

    public ValueTask<StoreOutcome<Issue>> CreateIssue(NewIssue issue, CancellationToken cancel = default)
    {
        var newId = new IssueId($"iss-{entropy.NextId()}");
        return facts.Commit((state, now) => IssueWrites.Create(
            state.Experiments.Find(issue.ExperimentId), issue,
            issue.SourceRunId is { } runId && state.Runs.Find(runId) is not null,
            state.Issues.CountIn(issue.ExperimentId), newId, now), cancel);
    }

    public ValueTask<StoreOutcome<Issue>> GetIssue(IssueId issueId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<Issue>>(state =>
            state.Issues.Find(issueId) is { } found ? found : new IssueMissing(issueId));

    public ValueTask<StoreOutcome<Issue>> UpdateIssue(
        IssueId issueId, IssueChange change, CancellationToken cancel = default) =>
        facts.Commit(
            (state, now) => IssueWrites.Update(state.Issues.Find(issueId), issueId, change, now), cancel);

    public async ValueTask<StoreOutcome<Page<Issue>>> SearchIssues(
        IssueQuery query, CancellationToken cancel = default)
    {
        return await engine.Read(state =>
        {
            var issues = query.ExperimentId is { } id ? state.Issues.In(id) : state.Issues.All;
            if (query.VisibleIn is { } visible) issues = issues.Where(issue => visible.Contains(issue.ExperimentId));
            if (query.Filter is { } filter) issues = issues.Where(FilterEvaluator.Compile(filter, Fields));
            if (query.CountsTraces)
                issues = issues.Select(
                    issue => issue with { TraceCount = state.Assessments.CountTraces(issue.IssueId) });
            return SortedPage.From(
                issues, Order, query.Page, "issues", query.ExperimentId?.Value, query.Filter, query.CountsTraces);
        }).ConfigureAwait(false);
    }

    private static void Write(TrackingState state, Change change, Issue issue) => change.Put(state.Issues, issue);
}
