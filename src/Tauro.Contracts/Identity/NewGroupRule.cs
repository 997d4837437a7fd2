using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A group rule to create.</summary>
/// <param name="Issuer">The issuer, exactly as in the claim <c>iss</c> of its tokens.</param>
/// <param name="Group">The group, exactly as in the tokens; letter case counts.</param>
/// <param name="RoleId">The role.</param>
public sealed record NewGroupRule(string Issuer, string Group, RoleId RoleId);
