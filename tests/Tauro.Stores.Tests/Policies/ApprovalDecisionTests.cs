using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;
using static Tauro.Stores.Tests.Policies.Gates;

namespace Tauro.Stores.Tests.Policies;

public sealed class ApprovalDecisionTests
{
    private static readonly PolicyRule TwoPeople = Rule(PolicyRuleType.Approvals) with
    {
        People = 2, Roles = ["risk"],
    };

    private static readonly ModelVersion Registered = Candidate with { RegisteredBy = "Eva" };

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private ApprovalAggregate aggregate = new("fraud", Registered, [], [Policy(TwoPeople)]);

    [Fact]
    public void A_request_is_approved_when_enough_people_in_the_roles_have_approved()
    {
        var approval = Request();
        Assert.Equal((ApprovalStatus.Pending, "fraud", 2), (approval.Status, approval.Name, approval.Version));
        Is(
            RuleStatus.Waiting, "No person has approved; it still needs 2 people and a person in the role 'risk'",
            Verdict());
        Assert.Equal(ApprovalStatus.Pending, Approve("ana").Status);
        Assert.Equal(ApprovalStatus.Pending, Approve("bo").Status);
        Is(RuleStatus.Waiting, "Approved by ana, bo; it still needs a person in the role 'risk'", Verdict());
        Assert.Equal(ApprovalStatus.Approved, Approve("cy", "Risk").Status);
        Is(RuleStatus.Passed, "Approved by ana, bo, cy", Verdict());
    }

    [Theory]
    [InlineData("Eva", "eva"), InlineData(null, "REQUESTER")]
    public void The_author_cannot_approve(string? registeredBy, string by)
    {
        aggregate = aggregate with { Version = Candidate with { RegisteredBy = registeredBy } };
        Request();
        Refused(ProblemCodes.ApprovalByAuthor, Decide(by, isApproved: true));
    }

    [Fact]
    public void A_person_decides_once_and_can_withdraw_it()
    {
        Request();
        Approve("ana");
        Assert.Empty(Ok(Decide("ANA", isApproved: true)).Facts);
        Refused(ProblemCodes.ApprovalDecided, Decide("ana", isApproved: false));
        Refused(ProblemCodes.ApprovalDecided, Decide("ana", isApproved: true, "risk"));

        var withdrawn = Take(ApprovalWrites.Withdraw(aggregate, Id, "ana", Monday));
        Assert.Empty(withdrawn.Decisions);
        Assert.Empty(Ok(ApprovalWrites.Withdraw(aggregate, Id, "ana", Monday)).Facts);
        Take(Decide("ana", isApproved: false));
    }

    [Fact]
    public void A_rejection_closes_a_request_until_it_is_withdrawn()
    {
        Request();
        Approve("ana");
        Assert.Equal(ApprovalStatus.Rejected, Take(Decide("bo", isApproved: false)).Status);
        Is(RuleStatus.Failed, "Rejected by bo", Verdict());
        Refused(ProblemCodes.ApprovalClosed, Decide("cy", isApproved: true));
        Take(ApprovalWrites.Withdraw(aggregate, Id, "bo", Monday));
        Is(RuleStatus.Waiting, "Approved by ana", Verdict());
    }

    [Fact]
    public void After_a_rejection_another_request_starts_without_approvals()
    {
        Request();
        Take(Decide("bo", isApproved: false));
        var another = Take(ApprovalWrites.Request(
            aggregate, new NewApproval(PolicyGate.Production, "requester"), new("second"), Day, Monday));
        Assert.Equal("second", another.ApprovalId);
        Is(RuleStatus.Waiting, "No person has approved", Verdict());
    }

    [Fact]
    public void An_open_request_is_returned_instead_of_another_one()
    {
        Request();
        var repeated = Ok(ApprovalWrites.Request(
            aggregate, new NewApproval(PolicyGate.Production, "other"), new("second"), Day, Monday));
        Assert.Equal((Id, 0), (repeated.Value.ApprovalId, repeated.Facts.Count));
        var staging = Ok(ApprovalWrites.Request(
            aggregate, new NewApproval(PolicyGate.Staging, "other"), new("second"), Day, Monday));
        Assert.Equal("second", staging.Value.ApprovalId);
    }

    [Fact]
    public void Approvals_fall_when_the_files_change()
    {
        Request();
        Approve("ana", "risk");
        Approve("bo");
        Is(RuleStatus.Passed, "Approved by", Verdict());
        var changed = Registered with { Files = [.. Registered.Files, new("new", 1, "cc")] };
        Is(RuleStatus.Waiting, "for other files, which have changed since", Verdict(changed));
        aggregate = aggregate with { Version = changed };
        Assert.Equal(ApprovalStatus.Stale, aggregate.Complete(aggregate.Approvals[0], Monday).Status);
        Refused(ProblemCodes.ApprovalClosed, Decide("cy", isApproved: true));
    }

    [Fact]
    public void Approvals_fall_when_their_time_is_over_with_an_event()
    {
        Request();
        Approve("ana", "risk");
        Approve("bo");
        var later = Monday + (long)Day.TotalMilliseconds;
        Is(RuleStatus.Passed, "Approved by", Verdict(now: later - 1));
        Assert.Empty(ApprovalWrites.Expire([aggregate], later - 1).Facts);
        Is(RuleStatus.Waiting, "has expired", Verdict(now: later));

        var expired = ApprovalWrites.Expire([aggregate], later);
        Assert.Equal(
            [new ApprovalExpired("fraud", 2, Id, PolicyGate.Production)], expired.Events.Cast<ApprovalExpired>());
        Store(expired.Facts);
        Assert.Empty(ApprovalWrites.Expire([aggregate], later).Facts);
        Assert.Equal(ApprovalStatus.Expired, aggregate.Complete(aggregate.Approvals[0], Monday).Status);
    }

    [Fact]
    public void Without_a_rule_one_person_is_enough()
    {
        aggregate = aggregate with { Applying = [] };
        Request();
        Assert.Equal(ApprovalStatus.Approved, Approve("ana").Status);
    }

    [Fact]
    public void A_registration_has_no_approvals() => Refused(
        ProblemCodes.InvalidRequest,
        ApprovalWrites.Request(aggregate, new NewApproval(PolicyGate.Registration, "x"), Id, Day, Monday));

    [Fact]
    public void Old_requests_are_removed_above_the_limit()
    {
        for (var i = 0; i <= Limits.ApprovalsMax; i++)
        {
            Take(ApprovalWrites.Request(
                aggregate, new NewApproval(PolicyGate.Production, "requester"), new($"{i}"), Day, Monday + i));
            Take(ApprovalWrites.Decide(
                aggregate, new($"{i}"), new NewApprovalDecision("bo"), isApproved: false, Monday + i));
        }

        Assert.Equal((Limits.ApprovalsMax, "1"), (aggregate.Approvals.Count, aggregate.Approvals[0].ApprovalId.Value));
    }

    private static ApprovalId Id => new("first");

    private Approval Request() => Take(ApprovalWrites.Request(
        aggregate, new NewApproval(PolicyGate.Production, "requester"), Id, Day, Monday));

    private Approval Approve(string by, string? role = null) => Take(Decide(by, isApproved: true, role));

    private StoreOutcome<Decision<PolicyFact, Approval>> Decide(string by, bool isApproved, string? role = null) =>
        ApprovalWrites.Decide(aggregate, Id, new NewApprovalDecision(by, role), isApproved, Monday);

    private RuleVerdict Verdict(ModelVersion? version = null, long? now = null) => Evaluate(
        TwoPeople, version ?? Registered, input => input with { Approvals = aggregate.Approvals }, now);

    private Approval Take(StoreOutcome<Decision<PolicyFact, Approval>> outcome)
    {
        var decided = Ok(outcome);
        Assert.Single(decided.Events);
        Store(decided.Facts);
        return decided.Value;
    }

    private void Store(IEnumerable<PolicyFact> facts) => aggregate = aggregate with
    {
        Approvals = Assert.IsType<PolicyFact.PutApprovals>(Assert.Single(facts)).Approvals.Approvals,
    };

    private static void Refused<T>(string code, StoreOutcome<T> outcome) => Assert.Equal(code, outcome.Problem?.Code);
}
