using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Policies;

/// <summary>Evaluates one rule on a version.</summary>
internal static class Gates
{
    // Monday, 2026-11-30, 10:15 UTC.
    public static readonly long Monday = new DateTimeOffset(2026, 11, 30, 10, 15, 0, TimeSpan.Zero)
        .ToUnixTimeMilliseconds();

    public static ModelVersion Candidate { get; } = Version(2) with
    {
        Metrics = new Dictionary<string, double> { ["auc"] = 0.92, ["loss"] = double.NaN },
        Tags = new Dictionary<string, string> { ["owner"] = "ana", ["dataset"] = "d1" },
        Files = [new("MLmodel", 10, "aa"), new("data/model.onnx", 20, "bb")],
    };

    public static string Digest => VersionDigest.Get(Candidate);

    public static PolicyRule Rule(PolicyRuleType type) => new() { Type = type };

    public static Policy Policy(params PolicyRule[] rules) => new()
    {
        Name = "prod", Version = 3, Scope = new(), Gate = PolicyGate.Production, Rules = rules,
    };

    public static GateInput Input(params PolicyRule[] rules) => new(PolicyGate.Production, [Policy(rules)]);

    public static RuleVerdict Evaluate(
        PolicyRule rule, ModelVersion? version = null, Func<GateInput, GateInput>? with = null, long? now = null)
    {
        var input = with is null ? Input(rule) : with(Input(rule));
        var verdict = GateEvaluation.Evaluate(Model().Model, version ?? Candidate, input, now ?? Monday)!;
        var found = Assert.Single(Assert.Single(verdict.Policies).Rules);
        Assert.Equal(rule.Type, found.Type);
        Assert.Equal(found.Status == RuleStatus.Passed, verdict.IsAllowed);
        return found;
    }

    public static void Is(RuleStatus status, string message, RuleVerdict verdict)
    {
        Assert.Contains(message, verdict.Message, StringComparison.Ordinal);
        Assert.Equal(status, verdict.Status);
    }
}
