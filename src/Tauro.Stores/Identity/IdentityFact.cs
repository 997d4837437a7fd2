using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Identity;

/// <summary>One change of a decided write to accounts, API keys, roles, external logins and group rules.</summary>
public abstract record IdentityFact
{
    private IdentityFact()
    {
    }

    /// <summary>Stores the account.</summary>
    public sealed record PutAccount(StoredAccount Account) : IdentityFact;

    /// <summary>Removes the account.</summary>
    public sealed record RemoveAccount(AccountId AccountId) : IdentityFact;

    /// <summary>Stores the API key.</summary>
    public sealed record PutKey(StoredApiKey Key) : IdentityFact;

    /// <summary>Removes the API key.</summary>
    public sealed record RemoveKey(ApiKeyId KeyId) : IdentityFact;

    /// <summary>Stores the last use of an API key.</summary>
    public sealed record PutUse(ApiKeyUse Use) : IdentityFact;

    /// <summary>Stores the role.</summary>
    public sealed record PutRole(Role Role) : IdentityFact;

    /// <summary>Removes the role.</summary>
    public sealed record RemoveRole(RoleId RoleId) : IdentityFact;

    /// <summary>Stores the workspace.</summary>
    public sealed record PutWorkspace(Workspace Workspace) : IdentityFact;

    /// <summary>Removes the workspace.</summary>
    public sealed record RemoveWorkspace(WorkspaceName Name) : IdentityFact;

    /// <summary>Stores an entry of the audit.</summary>
    public sealed record PutSecurity(AuditEntry Entry) : IdentityFact;

    /// <summary>Removes an entry of the audit.</summary>
    public sealed record RemoveSecurity(long Sequence) : IdentityFact;

    /// <summary>Stores the external login.</summary>
    public sealed record PutLogin(ExternalLogin Login) : IdentityFact;

    /// <summary>Removes the external login.</summary>
    public sealed record RemoveLogin(ExternalLoginId LoginId) : IdentityFact;

    /// <summary>Stores the group rule.</summary>
    public sealed record PutGroupRule(GroupRule Rule) : IdentityFact;

    /// <summary>Removes the group rule.</summary>
    public sealed record RemoveGroupRule(GroupRuleId RuleId) : IdentityFact;

    /// <summary>Stores what checks the setup token.</summary>
    public sealed record PutSetup(SetupSecret Secret) : IdentityFact;

    /// <summary>Removes what checks the setup token.</summary>
    public sealed record RemoveSetup : IdentityFact;
}
