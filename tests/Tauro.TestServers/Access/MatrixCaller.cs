namespace Tauro.TestServers.Access;

/// <summary>
/// Who sends a request of the <see cref="RouteMatrix"/>. The levels are on experiments and models.
/// </summary>
public enum MatrixCaller
{
    /// <summary>A client without credentials.</summary>
    Anonymous,

    /// <summary>An account that manages another workspace, and is in it.</summary>
    Elsewhere,

    Read,

    Use,

    Edit,

    Manage,
}
