using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>A user or service account was created.</summary>
public sealed record AccountCreated(AccountId AccountId, PrincipalKind Kind, string Name, bool IsAdmin)
    : LifecycleEvent($"accounts/{AccountId}");

/// <summary>An account was changed.</summary>
/// <param name="IsAdmin">Whether it may do everything now.</param>
/// <param name="PasswordChanged">Whether it has another password.</param>
public sealed record AccountUpdated(AccountId AccountId, string Name, bool IsAdmin, bool PasswordChanged)
    : LifecycleEvent($"accounts/{AccountId}");

/// <summary>An account was deleted, with its API keys and its membership in roles.</summary>
public sealed record AccountDeleted(AccountId AccountId, string Name) : LifecycleEvent($"accounts/{AccountId}");

/// <summary>An API key was created.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="ExpirationTime">Unix milliseconds.</param>
/// <param name="SuccessorOf">The key that it replaces; absent for none.</param>
public sealed record ApiKeyCreated(
    ApiKeyId KeyId, AccountId AccountId, string Name, long ExpirationTime, ApiKeyId? SuccessorOf = null)
    : LifecycleEvent($"api-keys/{KeyId}");

/// <summary>An API key was revoked.</summary>
public sealed record ApiKeyRevoked(ApiKeyId KeyId, AccountId AccountId, string Name)
    : LifecycleEvent($"api-keys/{KeyId}");

/// <summary>A role was created.</summary>
public sealed record RoleCreated(RoleId RoleId, string Name) : LifecycleEvent($"roles/{RoleId}");

/// <summary>The name, the description, the grants or the members of a role were changed.</summary>
public sealed record RoleUpdated(RoleId RoleId, string Name) : LifecycleEvent($"roles/{RoleId}");

/// <summary>A role was deleted.</summary>
public sealed record RoleDeleted(RoleId RoleId, string Name) : LifecycleEvent($"roles/{RoleId}");

/// <summary>A workspace was created, with its roles.</summary>
public sealed record WorkspaceCreated(WorkspaceName Name) : LifecycleEvent($"workspaces/{Name}");

/// <summary>The description of a workspace was changed.</summary>
public sealed record WorkspaceUpdated(WorkspaceName Name) : LifecycleEvent($"workspaces/{Name}");

/// <summary>A workspace was deleted, with its roles. The API keys that were limited to it are revoked.</summary>
public sealed record WorkspaceDeleted(WorkspaceName Name) : LifecycleEvent($"workspaces/{Name}");

/// <summary>An account can be used by a user or program of another issuer.</summary>
public sealed record ExternalLoginCreated(ExternalLoginId LoginId, AccountId AccountId, string Issuer)
    : LifecycleEvent($"external-logins/{LoginId}");

/// <summary>An account can't be used any more by a user or program of another issuer.</summary>
public sealed record ExternalLoginDeleted(ExternalLoginId LoginId, AccountId AccountId, string Issuer)
    : LifecycleEvent($"external-logins/{LoginId}");

/// <summary>A group of an issuer has a role from now on.</summary>
public sealed record GroupRuleCreated(GroupRuleId RuleId, string Issuer, string Group, RoleId RoleId)
    : LifecycleEvent($"group-rules/{RuleId}");

/// <summary>A group of an issuer does not have a role any more, and those who had it by that have lost it.</summary>
public sealed record GroupRuleDeleted(GroupRuleId RuleId, string Issuer, string Group, RoleId RoleId)
    : LifecycleEvent($"group-rules/{RuleId}");
