using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No metric rule has the id.</summary>
public sealed record MetricRuleMissing(MetricRuleId RuleId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.MetricRuleNotFound,
    $"There is no metric rule '{NameRules.Excerpt(RuleId)}'.");
