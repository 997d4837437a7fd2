using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Stores.ContractTests;

/// <summary>
/// The contract of <see cref="IPolicyStore"/>, over the same data as an <see cref="IModelStore"/>. A backend inherits
/// this class, opens empty stores for each test, and disposes them in <see cref="DisposeAsync"/>.
/// </summary>
public abstract class PolicyStoreContract : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly PolicyRule OnePerson = new() { Type = PolicyRuleType.Approvals, People = 1 };
    private static readonly NewModelVersion Metadata = new(ArtifactMode: ArtifactMode.None);
    private static readonly NewCheck Passed = new(CheckStatus.Passed, "no bias");

    private IPolicyStore store = null!;
    private IModelStore models = null!;
    private IEventLog events = null!;

    /// <summary>Opens empty stores.</summary>
    protected abstract ValueTask<(IPolicyStore Store, IModelStore Models, IEventLog Events)> Open();

    public async ValueTask InitializeAsync() => (store, models, events) = await Open();

    public abstract ValueTask DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policies_are_listed_by_name_in_pages_without_deleted_ones()
    {
        foreach (var name in new[] { "c", "a", "d", "b" }) await Set(name, OnePerson);
        await Set("b", OnePerson with { People = 2 });
        Ok(await store.DeletePolicy("d", "ana", Cancel));
        var first = Ok(await store.ListPolicies(new PageRequest(2), Cancel));
        Assert.Equal([("a", 1), ("b", 2)], first.Items.Select(policy => (policy.Name, policy.Version)));
        var second = Ok(await store.ListPolicies(new PageRequest(2, first.NextPageToken), Cancel));
        Assert.Equal(["c"], second.Items.Select(policy => policy.Name));
        Assert.Null(second.NextPageToken);
        Assert.Equal(1, Ok(await store.GetPolicy("b", 1, Cancel)).Rules[0].People);
        Assert.True(Ok(await store.GetPolicy("d", 2, Cancel)).IsDeleted);
        Refused(await store.GetPolicy("d", null, Cancel), ProblemKind.NotFound, ProblemCodes.PolicyNotFound);
        Assert.Equal(
            [
                "tauro.policy.set policies/c", "tauro.policy.set policies/a", "tauro.policy.set policies/d",
                "tauro.policy.set policies/b", "tauro.policy.set policies/b", "tauro.policy.deleted policies/d",
            ],
            await EventsAfter(0));
    }

    [Fact]
    public async Task A_policy_applies_to_the_models_of_its_scope_as_they_are_now()
    {
        await Set("fraud", OnePerson, new PolicyScope("fraud*"));
        await Set("team", OnePerson, new PolicyScope(Tag: "team=risk"));
        Assert.Equal(["fraud"], await Applying("fraud-eu"));
        Assert.Empty(await Applying("churn"));
        Ok(await models.CreateModel(new NewModel("churn"), Cancel));
        Ok(await models.UpdateModel(
            "churn", new ModelChange(Tags: new Dictionary<string, string?> { ["team"] = "risk" }), Cancel));
        Assert.Equal(["team"], await Applying("churn"));
        Ok(await models.UpdateModel("churn", new ModelChange("fraud-us"), Cancel));
        Assert.Equal(["fraud", "team"], await Applying("fraud-us"));
        Assert.Empty(Ok(await store.GetApplying("fraud-us", PolicyGate.Staging, Cancel)));
        Ok(await store.DeletePolicy("team", null, Cancel));
        Assert.Equal(["fraud"], await Applying("fraud-us"));
    }

    [Fact]
    public async Task A_preview_says_what_a_promotion_will_say_and_changes_nothing()
    {
        await Register();
        Assert.Equal((true, 0), await Preview());
        await Set("prod", OnePerson);
        var before = await events.LastSequence(Cancel);
        Assert.Equal((false, 1), await Preview());
        Assert.Equal(before, await events.LastSequence(Cancel));
        Refused(await Promote(), ProblemKind.Conflict, ProblemCodes.PromotionRefused);
        Assert.Equal(["tauro.policy.violated models/fraud/versions/1"], await EventsAfter(before));
        await Approve("bo");
        Assert.Equal((true, 1), await Preview());
        Assert.True(Ok(await Promote()).Verdict!.IsAllowed);

        async Task<(bool, int)> Preview()
        {
            var verdict = Ok(await store.Preview("fraud", 1, PolicyGate.Production, null, Cancel));
            return (verdict.IsAllowed, verdict.Policies.Count);
        }
    }

    [Fact]
    public async Task Only_the_gate_of_a_policy_is_closed()
    {
        await Register();
        await Set("prod", OnePerson);
        Ok(await models.TransitionStage("fraud", 1, ModelStage.Staging, false, Cancel));
        Ok(await models.TransitionStage("fraud", 1, ModelStage.Archived, false, Cancel));
        Refused(await Promote(), ProblemKind.Conflict, ProblemCodes.PromotionRefused);
        Ok(await store.DeletePolicy("prod", null, Cancel));
        Assert.Null(Ok(await Promote()).Verdict);
    }

    [Fact]
    public async Task Checks_and_approvals_go_stale_when_the_files_change()
    {
        Ok(await models.RegisterVersion("fraud", new NewModelVersion(), cancel: Cancel));
        Ok(await store.PostCheck("fraud", 1, "bias", Passed, Cancel));
        await Approve("bo");
        Assert.False(Assert.Single(Ok(await store.ListChecks("fraud", 1, Cancel))).IsStale);
        Ok(await models.MarkReady("fraud", 1, null, [new("model.onnx", 1, "aa")], Cancel));
        Assert.True(Assert.Single(Ok(await store.ListChecks("fraud", 1, Cancel))).IsStale);
        Assert.Equal(
            ApprovalStatus.Stale, Assert.Single(Ok(await store.ListApprovals("fraud", 1, Cancel))).Status);
        await Set("prod", OnePerson);
        Refused(await Promote(), ProblemKind.Conflict, ProblemCodes.PromotionRefused);
    }

    [Fact]
    public async Task Requests_for_approval_are_listed_over_all_versions_by_status_and_follow_a_rename()
    {
        await Register();
        await Register();
        await Set("prod", OnePerson);
        await Request(1);
        await Request(2);
        await Approve("bo", 2);
        Ok(await models.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        Assert.Equal(["scam/1", "scam/2"], await Found(null));
        Assert.Equal(["scam/1"], await Found(ApprovalStatus.Pending));
        Assert.Equal(["scam/2"], await Found(ApprovalStatus.Approved));
        var first = Ok(await store.SearchApprovals(null, new PageRequest(1), Cancel));
        Assert.Equal(2, Assert.Single(Ok(await store.SearchApprovals(
            null, new PageRequest(1, first.NextPageToken), Cancel)).Items).Version);

        async Task<IEnumerable<string>> Found(ApprovalStatus? status) =>
            Ok(await store.SearchApprovals(status, new PageRequest(10), Cancel)).Items
                .Select(approval => $"{approval.Name}/{approval.Version}");
    }

    [Fact]
    public async Task Checks_and_approvals_are_deleted_with_their_version_and_model()
    {
        await Register();
        await Register();
        foreach (var number in new[] { 1, 2 })
        {
            Ok(await store.PostCheck("fraud", number, "bias", Passed, Cancel));
            await Request(number);
        }

        Ok(await models.DeleteVersion("fraud", 1, Cancel));
        Assert.Equal(2, Assert.Single(await All()).Version);
        Refused(await store.ListChecks("fraud", 1, Cancel), ProblemKind.NotFound, ProblemCodes.VersionNotFound);
        Ok(await models.DeleteModel("fraud", cancel: Cancel));
        Assert.Empty(await All());
        await Register();
        Assert.Empty(Ok(await store.ListChecks("fraud", 1, Cancel)));
        Assert.Empty(Ok(await store.ListApprovals("fraud", 1, Cancel)));

        async Task<IReadOnlyList<Approval>> All() =>
            Ok(await store.SearchApprovals(null, new PageRequest(10), Cancel)).Items;
    }

    [Fact]
    public async Task A_request_expires_once()
    {
        await Register();
        Ok(await store.RequestApproval(
            "fraud", 1, new NewApproval(PolicyGate.Production, "ana"), TimeSpan.FromMilliseconds(1), Cancel));
        var expired = 0;
        for (var i = 0; i < 1_000 && expired == 0; i++) expired = await store.ExpireApprovals(Cancel);
        Assert.Equal(1, expired);
        Assert.Equal(0, await store.ExpireApprovals(Cancel));
        Assert.Equal(
            ApprovalStatus.Expired, Assert.Single(Ok(await store.ListApprovals("fraud", 1, Cancel))).Status);
    }

    [Fact]
    public async Task Concurrent_approvals_of_one_person_are_one()
    {
        await Register();
        var requests = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.RequestApproval(
            "fraud", 1, new NewApproval(PolicyGate.Production, "ana"), Day, Cancel).AsTask()));
        var id = Assert.Single(requests.Select(outcome => Ok(outcome).ApprovalId).Distinct());
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => store.DecideApproval(
            "fraud", 1, id, new NewApprovalDecision($"p{i % 4}"), true, Cancel).AsTask()));
        Assert.Equal(
            ["p0", "p1", "p2", "p3"],
            Assert.Single(Ok(await store.ListApprovals("fraud", 1, Cancel))).Decisions
                .Select(decision => decision.By).Order());
    }

    private async Task Register() => Ok(await models.RegisterVersion("fraud", Metadata, cancel: Cancel));

    private async Task Set(string name, PolicyRule rule, PolicyScope? scope = null) =>
        Ok(await store.SetPolicy(name, new NewPolicy(PolicyGate.Production, [rule], scope), Cancel));

    private async Task<IEnumerable<string>> Applying(string name) =>
        Ok(await store.GetApplying(name, PolicyGate.Production, Cancel)).Select(policy => policy.Name);

    private async Task<Approval> Request(int number = 1) => Ok(await store.RequestApproval(
        "fraud", number, new NewApproval(PolicyGate.Production, "ana"), Day, Cancel));

    private async Task Approve(string by, int number = 1) => Ok(await store.DecideApproval(
        "fraud", number, (await Request(number)).ApprovalId, new NewApprovalDecision(by), true, Cancel));

    private ValueTask<StoreOutcome<ModelVersion>> Promote() =>
        models.TransitionStage("fraud", 1, ModelStage.Production, true, Cancel);

    private async Task<string[]> EventsAfter(long sequence) =>
        [.. Ok(await events.Read(sequence, 1_000, Cancel)).Select(record => $"{record.Type} {record.Subject}")];

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.ToString());
        return outcome.Value;
    }

    private static void Refused<T>(StoreOutcome<T> outcome, ProblemKind kind, string code) =>
        Assert.Equal((kind, code), (outcome.Problem?.Kind, outcome.Problem?.Code));
}
