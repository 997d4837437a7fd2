using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>Gives a role to those whom an issuer lists in a group, when they sign in.</summary>
/// <param name="RuleId">A number, assigned by the store.</param>
/// <param name="Issuer">The issuer, as its tokens name it.</param>
/// <param name="Group">The group, as the tokens name it.</param>
/// <param name="RoleId">The role.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
public sealed record GroupRule(GroupRuleId RuleId, string Issuer, string Group, RoleId RoleId, long CreationTime);
