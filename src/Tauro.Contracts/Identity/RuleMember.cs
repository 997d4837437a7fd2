using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>An account that has a role by a group rule.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="RuleId">The rule.</param>
public sealed record RuleMember(AccountId AccountId, GroupRuleId RuleId);
