using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IIssueStore"/>, which every backend inherits.</summary>
public abstract class IssueStoreContract : TrackingStoreContract
{
    private static readonly ExperimentId Default = new("0");

    private IIssueStore Issues => Store.Issues;

    private async Task<Issue> Create(string name, IssueSeverity? severity = null, RunId? run = null) => Ok(
        await Issues.CreateIssue(new NewIssue(Default, name, "d", Severity: severity, SourceRunId: run)));

    private async Task<string[]> Search(
        string? filter = null, bool counts = false, int size = 100, ExperimentId? experimentId = null)
    {
        List<string> found = [];
        for (var page = new PageRequest(size); ;)
        {
            var items = Ok(await Issues.SearchIssues(new IssueQuery(
                experimentId ?? Default, page, Ok(FilterParser.Parse(filter, FilterVocabulary.Issues)), counts)));
            found.AddRange(items.Items.Select(issue => $"{issue.Name}{(counts ? $" {issue.TraceCount}" : "")}"));
            if (items.NextPageToken is null) return [.. found];
            page = page with { Token = items.NextPageToken };
        }
    }

    [Fact]
    public async Task An_issue_is_created_and_changed_only_in_what_is_given()
    {
        var run = (await NewRun()).RunId;
        var created = Ok(await Issues.CreateIssue(new NewIssue(
            Default, "slow", "it waits", IssueStatus.Accepted, IssueSeverity.Low, ["disk"], ["speed"], run, "ann")));
        Assert.Equal(
            ("slow", "it waits", IssueStatus.Accepted, (IssueSeverity?)IssueSeverity.Low, (RunId?)run, "ann"),
            (created.Name, created.Description, created.Status, created.Severity, created.SourceRunId,
                created.CreatedBy));
        Assert.Equal(
            ("disk", "speed", null),
            (Assert.Single(created.RootCauses), Assert.Single(created.Categories), created.TraceCount));

        var changed = Ok(await Issues.UpdateIssue(created.IssueId, new IssueChange(Status: IssueStatus.Resolved)));
        Assert.Equal(("slow", IssueStatus.Resolved), (changed.Name, changed.Status));
        Ok(await Issues.UpdateIssue(created.IssueId, new IssueChange("late", "new", Severity: IssueSeverity.High)));
        var found = Ok(await Issues.GetIssue(created.IssueId));
        Assert.Equal(
            ("late", "new", (IssueSeverity?)IssueSeverity.High), (found.Name, found.Description, found.Severity));
    }

    [Fact]
    public async Task An_issue_needs_an_active_experiment_and_an_existing_run()
    {
        Refused(
            await Issues.CreateIssue(new NewIssue(new("77"), "a", "d")), ProblemKind.NotFound,
            ProblemCodes.ExperimentNotFound);
        Refused(
            await Issues.CreateIssue(new NewIssue(Default, "a", "d", SourceRunId: new("none"))), ProblemKind.NotFound,
            ProblemCodes.RunNotFound);
        Refused(await Issues.GetIssue(new("none")), ProblemKind.NotFound, ProblemCodes.IssueNotFound);
        Refused(
            await Issues.UpdateIssue(new("none"), new IssueChange("a")), ProblemKind.NotFound,
            ProblemCodes.IssueNotFound);
        Invalid(await Issues.CreateIssue(new NewIssue(Default, " ", "d")));
        Invalid(await Issues.CreateIssue(
            new NewIssue(Default, "a", new string('x', Limits.IssueDescriptionLengthMax + 1))));
        Invalid(await Issues.CreateIssue(
            new NewIssue(Default, "a", "d", RootCauses: [.. Enumerable.Repeat("x", Limits.IssueCausesMax + 1)])));
        var causes = Enumerable.Repeat(new string('<', Limits.IssueDescriptionLengthMax), 5).ToArray();
        Ok(await Issues.CreateIssue(new NewIssue(Default, "a", "d", RootCauses: causes, Categories: causes)));
        var over = await Issues.CreateIssue(
            new NewIssue(Default, "a", "d", RootCauses: causes, Categories: [.. causes, "x"]));
        Refused(over, ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Assert.Contains("1000001 characters together; the limit is 1000000", over.Problem?.Message);
    }

    [Fact]
    public async Task A_deleted_experiment_keeps_its_issues_and_takes_no_new_ones()
    {
        var experiment = (await NewExperiment()).ExperimentId;
        var issue = Ok(await Issues.CreateIssue(new NewIssue(experiment, "a", "d")));
        Ok(await Runs.DeleteExperiment(experiment));
        Assert.Equal("a", Ok(await Issues.GetIssue(issue.IssueId)).Name);
        Assert.Equal(["a"], await Search(experimentId: experiment));
        Refused(
            await Issues.CreateIssue(new NewIssue(experiment, "b", "d")), ProblemKind.Conflict,
            ProblemCodes.ExperimentDeleted);
    }

    [Fact]
    public async Task The_most_severe_come_first_and_pages_do_not_overlap()
    {
        await Create("none");
        await Create("low", IssueSeverity.Low);
        await Create("high", IssueSeverity.High);
        await Create("no issue", IssueSeverity.NotAnIssue);
        await Create("medium", IssueSeverity.Medium);
        Assert.Equal(["high", "medium", "low", "no issue", "none"], await Search());
        Assert.Equal(["high", "medium", "low", "no issue", "none"], await Search(size: 2));
        Assert.Empty(await Search(experimentId: new("77")));
        Assert.Equal(5, Ok(await Issues.SearchIssues(new IssueQuery(null, new PageRequest()))).Items.Count);
    }

    [Fact]
    public async Task Issues_are_found_by_status_severity_and_run()
    {
        var run = (await NewRun()).RunId;
        var issue = await Create("a", IssueSeverity.Low, run);
        await Create("b");
        Ok(await Issues.UpdateIssue(issue.IssueId, new IssueChange(Status: IssueStatus.Rejected)));
        Assert.Equal(["a"], await Search("status = 'rejected'"));
        Assert.Equal(["b"], await Search("status != 'rejected'"));
        Assert.Equal(["a"], await Search($"source_run_id = '{run}' AND severity = 'low'"));
    }

    [Fact]
    public async Task Traces_that_refer_to_an_issue_are_counted_once_each_until_they_are_deleted()
    {
        var (often, once) = (await Create("often"), await Create("once"));
        await Create("none");
        foreach (var trace in new TraceId[] { new("tr-1"), new("tr-2") })
        {
            Ok(await Traces.StartTrace(new Trace { TraceId = trace, ExperimentId = Default }));
            await Refer(trace, often);
            await Refer(trace, often);
        }

        await Refer(new("tr-1"), once);
        Assert.Equal(["often 2", "once 1", "none 0"], await Search(counts: true));
        Assert.Equal(["often 2", "once 1", "none 0"], await Search(counts: true, size: 1));
        Ok(await Traces.DeleteTraces(Default, new TraceDeletion { TraceIds = [new("tr-1")] }));
        Assert.Equal("often 1", (await Search(counts: true))[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Issues_are_unchanged_when_the_store_is_opened_again(bool settled)
    {
        var issue = Ok(await Issues.CreateIssue(new NewIssue(
            Default, "a", "d", Severity: IssueSeverity.NotAnIssue, RootCauses: ["r"], Categories: ["c"])));
        issue = Ok(await Issues.UpdateIssue(issue.IssueId, new IssueChange(Status: IssueStatus.Resolved)));
        if (settled) await Store.Checkpoint();

        await Store.Reopen();

        var found = Ok(await Issues.GetIssue(issue.IssueId));
        Assert.Equal(JsonSerializer.Serialize(issue), JsonSerializer.Serialize(found));
        Assert.Equal(["a"], await Search());
    }

    private async Task Refer(TraceId traceId, Issue issue) => Ok(await Traces.CreateAssessment(new Assessment
    {
        AssessmentId = default,
        TraceId = traceId,
        Name = issue.IssueId,
        Issue = JsonSerializer.SerializeToElement(new { issue_name = issue.Name }),
    }));
}
