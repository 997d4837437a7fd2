namespace Tauro.Contracts.Access;

/// <summary>What an API key may be used for. A scope limits what its owner may do; it never adds to it.</summary>
public enum AccessScope
{
    /// <summary>Read everything that the owner may read.</summary>
    Read,

    /// <summary>Change experiments, and what is below them.</summary>
    TrackWrite,

    /// <summary>Change registered models and their versions, except for stages.</summary>
    RegistryWrite,

    /// <summary>Move versions between stages.</summary>
    RegistryPromote,

    /// <summary>Manage workspaces, users, roles and keys.</summary>
    Admin,
}
