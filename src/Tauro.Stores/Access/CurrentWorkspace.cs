using Tauro.Contracts.Ids;

namespace Tauro.Stores.Access;

/// <summary>
/// The workspace in which the names of a request are valid, and in which it creates resources. It flows with the
/// execution context, as <see cref="CurrentPrincipal"/> does, which is where that of a request comes from.
/// </summary>
public static class CurrentWorkspace
{
    private static readonly AsyncLocal<WorkspaceName?> OfJob = new();

    /// <summary>The workspace; null outside of requests and jobs, and for a process of Tauro, which has none.</summary>
    public static WorkspaceName? Known => CurrentPrincipal.Value?.Workspace ?? OfJob.Value;

    /// <summary>The workspace; <c>default</c> when none is known.</summary>
    public static WorkspaceName Value => Known ?? WorkspaceName.Default;

    /// <summary>Sets the workspace for a job of the service itself; null for none.</summary>
    public static void Set(WorkspaceName? workspace)
    {
        if (OfJob.Value != workspace) OfJob.Value = workspace;
    }
}
