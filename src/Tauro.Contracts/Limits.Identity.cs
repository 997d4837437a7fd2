namespace Tauro.Contracts;

/// <content>Limits on accounts, API keys and roles.</content>
public static partial class Limits
{
    /// <summary>Users and service accounts.</summary>
    public const int AccountsMax = 100_000;

    /// <summary>API keys of an account that are neither revoked nor expired.</summary>
    public const int ApiKeysPerAccountMax = 100;

    public const int RolesMax = 10_000;

    public const int WorkspacesMax = 1_000;

    public const int RolePermissionsMax = 100;

    /// <summary>
    /// The grants of an account in a workspace, by all its roles, up to which others may share something with it. So
    /// many fit into a token.
    /// </summary>
    public const int AccountGrantsMax = 150;

    public const int RoleMembersMax = 10_000;

    /// <summary>
    /// Accounts with grants of their own, each counted in each workspace. An account has at most
    /// <see cref="RolePermissionsMax"/> such grants in a workspace.
    /// </summary>
    public const int DirectGrantRolesMax = 100_000;

    /// <summary>Users and programs of other issuers that act as an account.</summary>
    public const int ExternalLoginsPerAccountMax = 20;

    /// <summary>Groups of issuers that have a role, one for each role.</summary>
    public const int GroupRulesMax = 1_000;

    /// <summary>Characters of the name of an issuer, of a subject and of a group.</summary>
    public const int ExternalNameLengthMax = 500;

    public const int PasswordLengthMin = 12;

    public const int PasswordLengthMax = 256;

    public const int ApiKeyDaysDefault = 90;

    public const int ApiKeyDaysMax = 730;

    /// <summary>Sessions of an account; another sign-in ends the one that was not used for the longest time.</summary>
    public const int SessionsPerAccountMax = 50;

    /// <summary>Bytes of the form to sign in, which everybody may send: 16 KiB.</summary>
    public const int SignInBytesMax = 16 << 10;

    /// <summary>How long a replaced API key may stay valid.</summary>
    public const int ApiKeyOverlapHoursMax = 168;
}
