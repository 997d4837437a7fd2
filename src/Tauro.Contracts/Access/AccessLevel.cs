namespace Tauro.Contracts.Access;

/// <summary>What a grant allows on a resource, as in MLflow 3.17. Each level includes those before it.</summary>
public enum AccessLevel
{
    /// <summary>See it.</summary>
    Read,

    /// <summary>Also use it; of a workspace: create resources in it.</summary>
    Use,

    /// <summary>Also change it.</summary>
    Edit,

    /// <summary>Also delete it, and grant access to it.</summary>
    Manage,

    /// <summary>Nothing at all, whatever other grants of the same resource type say.</summary>
    Deny,
}
