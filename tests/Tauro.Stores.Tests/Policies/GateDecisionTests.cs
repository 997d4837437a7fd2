using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Decisions;
using Tauro.Stores.Policies;
using static Tauro.Stores.Tests.Decisions.TestDocuments;
using static Tauro.Stores.Tests.Policies.Gates;

namespace Tauro.Stores.Tests.Policies;

/// <summary>Registrations and moves that policies decide about.</summary>
public sealed class GateDecisionTests
{
    private static readonly PolicyRule Owned = Rule(PolicyRuleType.RequiredTags) with { Tags = ["owner"] };
    private static readonly PolicyRule Reviewed = Rule(PolicyRuleType.RequiredTags) with { Tags = ["reviewed"] };
    private static readonly PolicyOverride Urgent = new("an outage", "ana");

    [Fact]
    public void A_refused_move_changes_nothing_but_has_an_event_and_all_verdicts()
    {
        var decided = Ok(Move(new(ModelStage.Production), Owned, Reviewed));

        Assert.Empty(decided.Facts);
        var violated = Assert.IsType<PolicyViolated>(Assert.Single(decided.Events));
        Assert.Equal(("fraud", 2, PolicyGate.Production), (violated.Name, violated.Version, violated.Gate));
        Assert.Equal([new PolicyReference("prod", 3)], violated.Policies);
        var refused = Assert.IsType<PromotionRefused>(decided.Refusal);
        Assert.Equal(
            "Version 2 of 'fraud' can't move to PRODUCTION, says the policy 'prod': The version does not have the tags "
            + "'reviewed'. Set them.", refused.Message);
        Assert.Equal(
            [RuleStatus.Passed, RuleStatus.Failed],
            Assert.Single(refused.Verdict.Policies).Rules.Select(rule => rule.Status));
    }

    [Fact]
    public void An_allowed_move_has_its_verdict_in_the_response_and_its_policies_in_the_event()
    {
        var decided = Ok(Move(new(ModelStage.Production), Owned));

        Assert.Null(decided.Refusal);
        Assert.True(decided.Value.Verdict!.IsAllowed);
        Assert.Equal(Digest, decided.Value.Verdict.Digest);
        var moved = Assert.IsType<ModelVersionStageChanged>(Assert.Single(decided.Events));
        Assert.Equal([new PolicyReference("prod", 3)], moved.Policies);
        var put = Assert.Single(decided.Facts.OfType<ModelFact.PutVersion>());
        Assert.Same(decided.Value.Verdict, put.Document.Version.Verdict);
    }

    [Fact]
    public void An_override_is_an_event_of_its_own()
    {
        var decided = Ok(Move(new(ModelStage.Production, Override: Urgent), Owned, Reviewed));

        Assert.Equal(
            (ModelStage.Production, false, Urgent),
            (decided.Value.Stage, decided.Value.Verdict!.IsAllowed, decided.Value.Verdict.Override));
        var overridden = Assert.IsType<PolicyOverridden>(decided.Events[0]);
        Assert.Equal(("an outage", "ana"), (overridden.Reason, overridden.By));
        Assert.IsType<ModelVersionStageChanged>(decided.Events[1]);
    }

    [Fact]
    public void An_override_that_is_not_needed_is_not_recorded()
    {
        var decided = Ok(Move(new(ModelStage.Production, Override: Urgent), Owned));
        Assert.Null(decided.Value.Verdict!.Override);
        Assert.IsType<ModelVersionStageChanged>(Assert.Single(decided.Events));
    }

    [Fact]
    public void An_override_needs_a_reason() => Assert.Equal(
        ProblemCodes.InvalidRequest,
        Move(new(ModelStage.Production, Override: new(" ", "ana")), Reviewed).Problem?.Code);

    [Fact]
    public void A_version_that_is_in_the_stage_already_is_not_refused()
    {
        var loaded = Model(Version(1), Candidate with { Stage = ModelStage.Production });
        var decided = Ok(StageWrites.Transition(
            loaded, [], "fraud", 2, new(ModelStage.Production), Input(Reviewed), Monday));
        Assert.Null(decided.Refusal);
        Assert.Null(decided.Value.Verdict);
    }

    [Fact]
    public void Every_policy_must_allow_the_move()
    {
        var input = new GateInput(PolicyGate.Production, [Policy(Reviewed) with { Name = "b" }, Policy(Owned)]);
        var decided = Ok(StageWrites.Transition(
            Model(Version(1), Candidate), [], "fraud", 2, new(ModelStage.Production), input, Monday));
        var verdict = Assert.IsType<PromotionRefused>(decided.Refusal).Verdict;
        Assert.Equal(["b", "prod"], verdict.Policies.Select(policy => policy.Name));
        Assert.Equal([RuleStatus.Failed, RuleStatus.Passed], verdict.Policies.Select(policy => policy.Status));
    }

    [Fact]
    public void A_refused_registration_creates_neither_a_version_nor_a_model()
    {
        var input = new GateInput(PolicyGate.Registration, [Policy(Owned) with { Gate = PolicyGate.Registration }]);
        var request = new NewModelVersion(ArtifactMode: ArtifactMode.None);

        var refused = Ok(VersionWrites.Register(null, false, "fraud", request, false, new("id"), Now, input));
        Assert.Empty(refused.Facts);
        Assert.Equal(new PolicyViolated("fraud", null, PolicyGate.Registration, []) with
        {
            Policies = Assert.IsType<PolicyViolated>(Assert.Single(refused.Events)).Policies,
        }, refused.Events[0]);
        Assert.StartsWith("A version of 'fraud' can't be registered", refused.Refusal!.Message);

        var tagged = request with { Tags = new Dictionary<string, string> { ["owner"] = "ana" } };
        var allowed = Ok(VersionWrites.Register(null, false, "fraud", tagged, false, new("id"), Now, input));
        Assert.Equal((1, true), (allowed.Value.Version, allowed.Value.Verdict!.IsAllowed));
        var overridden = Ok(VersionWrites.Register(
            null, false, "fraud", request with { Override = Urgent }, false, new("id"), Now, input));
        Assert.IsType<PolicyOverridden>(overridden.Events[^1]);
    }

    private static StoreOutcome<Decision<ModelFact, ModelVersion>> Move(StageMove move, params PolicyRule[] rules) =>
        StageWrites.Transition(Model(Version(1), Candidate), [], "fraud", 2, move, Input(rules), Monday);
}
