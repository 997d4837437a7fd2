using Tauro.Contracts;
using Tauro.Contracts.Policies;
using Tauro.Stores.Decisions;
using Tauro.Stores.Policies;
using static Tauro.Stores.Tests.Decisions.TestDocuments;
using static Tauro.Stores.Tests.Policies.Gates;

namespace Tauro.Stores.Tests.Policies;

/// <summary>Well-formed policies, and versions of them.</summary>
public sealed class PolicyRuleTests
{
    public static TheoryData<PolicyRule, string> BadRules => new()
    {
        { Rule(PolicyRuleType.Metric), "has no 'metric'; it needs metric, operator, value" },
        { Rule(PolicyRuleType.Signature) with { Value = 1 }, "has 'value', but no members except its type" },
        { Rule(PolicyRuleType.RequiredTags) with { Tags = [] }, "has a list of 0 items" },
        { Rule(PolicyRuleType.RequiredTags) with { Tags = ["=x"] }, "has a tag that is not a tag" },
        { Rule(PolicyRuleType.Checks) with { Checks = ["a b"] }, "has a bad check" },
        { Rule(PolicyRuleType.Approvals), "has neither 'people' nor 'roles'" },
        { Rule(PolicyRuleType.Approvals) with { People = 0 }, "asks for 0 people" },
        {
            Rule(PolicyRuleType.Metric) with { Metric = "a", Operator = MetricOperator.Above, Value = double.NaN },
            "has a value that is not finite"
        },
        {
            Rule(PolicyRuleType.BetterThanProduction) with
            {
                Metric = "a", Direction = MetricDirection.LowerIsBetter, Delta = -1,
            },
            "has a delta that is negative"
        },
        {
            Rule(PolicyRuleType.ChangeWindow) with
            {
                Days = [DayOfWeek.Friday], From = "8", To = "17:00", TimeZone = "UTC",
            },
            "has '8' as 'from'; write HH:mm"
        },
        {
            Rule(PolicyRuleType.ChangeWindow) with
            {
                Days = [DayOfWeek.Friday], From = "08:00", To = "17:00", TimeZone = "Mars/Olympus",
            },
            "has the time zone 'Mars/Olympus'"
        },
    };

    [Theory]
    [MemberData(nameof(BadRules))]
    public void A_malformed_rule_is_refused_with_its_place_and_remedy(PolicyRule rule, string message)
    {
        var problem = PolicyRules.Check(
            "prod", new NewPolicy(PolicyGate.Production, [Rule(PolicyRuleType.NoPickle), rule]));
        Assert.Equal(ProblemCodes.InvalidPolicy, problem?.Code);
        Assert.StartsWith("rules[1] (", problem!.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registration_has_no_rules_on_what_does_not_exist_yet() => Assert.Contains(
        "can't decide about a REGISTRATION",
        PolicyRules.Check("p", new NewPolicy(PolicyGate.Registration, [Rule(PolicyRuleType.NoPickle)]))!.Message);

    [Theory]
    [InlineData(""), InlineData(".."), InlineData("a/b"), InlineData("ä")]
    public void A_bad_name_is_refused(string name) => Assert.Equal(
        ProblemCodes.InvalidName,
        PolicyRules.Check(name, new NewPolicy(PolicyGate.Production, [Rule(PolicyRuleType.NoPickle)]))?.Code);

    [Fact]
    public void A_change_creates_the_next_version_and_the_same_content_does_not()
    {
        var content = new NewPolicy(PolicyGate.Production, [Rule(PolicyRuleType.NoPickle)], By: "ana");
        var first = Ok(PolicyWrites.Set(null, "prod", content, 0, 0, Now)).Value;
        Assert.Equal(1, first.Version);
        Assert.Empty(Ok(PolicyWrites.Set(first, "prod", content with { By = "bo" }, 1, 1, Now + 1)).Facts);
        var second = Ok(PolicyWrites.Set(
            first, "prod", content with { Rules = [Rule(PolicyRuleType.Signature)] }, 1, 1, Now)).Value;
        Assert.Equal(2, second.Version);
        var deleted = Ok(PolicyWrites.Delete(second, "prod", "bo", Now)).Value;
        Assert.Equal((3, true), (deleted.Version, deleted.IsDeleted));
        Assert.IsType<PolicyMissing>(PolicyWrites.Delete(deleted, "prod", null, Now).Problem);
        Assert.Equal(4, Ok(PolicyWrites.Set(deleted, "prod", content, 0, 3, Now)).Value.Version);
    }

    [Fact]
    public void Policies_and_their_versions_are_limited()
    {
        var content = new NewPolicy(PolicyGate.Production, [Rule(PolicyRuleType.NoPickle)]);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            PolicyWrites.Set(null, "p", content, Limits.PoliciesMax, Limits.PoliciesMax, Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            PolicyWrites.Set(Policy(), "p", content, 1, Limits.PolicyVersionsMax, Now).Problem?.Code);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("fraud", null, true)]
    [InlineData("fr?ud", "team=risk", true)]
    [InlineData("f*", "team", true)]
    [InlineData("F*", null, false)]
    [InlineData("f*", "team=ads", false)]
    [InlineData("churn", "team=risk", false)]
    public void A_policy_applies_to_the_models_in_its_scope(string? name, string? tag, bool applies)
    {
        var model = Model().Model with { Tags = new Dictionary<string, string> { ["team"] = "risk" } };
        var policy = Policy(Rule(PolicyRuleType.NoPickle)) with { Scope = new(name, tag) };
        var verdict = GateEvaluation.Evaluate(model, Candidate, new(PolicyGate.Production, [policy]), Now);
        Assert.Equal(applies, verdict is not null);
    }

    [Theory]
    [InlineData("eva\u200b")]
    [InlineData("ev\u00ada")]
    [InlineData("\ufeffeva")]
    [InlineData("e\u202eva")]
    public void A_person_with_invisible_characters_could_approve_twice_and_is_refused(string person)
    {
        Assert.Null(PolicyRules.CheckPerson("by", "eva"));
        Assert.Contains("invisible", PolicyRules.CheckPerson("by", person)!.Message);
    }
}
