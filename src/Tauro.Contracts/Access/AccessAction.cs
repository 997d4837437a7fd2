namespace Tauro.Contracts.Access;

/// <summary>What an operation does with a resource.</summary>
public enum AccessAction
{
    /// <summary>Needs <see cref="AccessLevel.Read"/>.</summary>
    Read,

    /// <summary>Needs <see cref="AccessLevel.Use"/>.</summary>
    Use,

    /// <summary>Needs <see cref="AccessLevel.Edit"/>.</summary>
    Update,

    /// <summary>Needs <see cref="AccessLevel.Manage"/>.</summary>
    Delete,

    /// <summary>Needs <see cref="AccessLevel.Manage"/>.</summary>
    Manage,

    /// <summary>
    /// Needs <see cref="AccessLevel.Use"/> of the workspace, and that the resource type is not denied.
    /// </summary>
    Create,
}
