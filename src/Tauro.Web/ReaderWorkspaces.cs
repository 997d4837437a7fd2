using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Requests;

namespace Tauro.Web;

/// <summary>The workspaces of the reader.</summary>
internal static class ReaderWorkspaces
{
    /// <summary>Returns the workspace of the page.</summary>
    public static WorkspaceName GetCurrent(HttpContext context) =>
        context.GetPrincipal().Workspace ?? WorkspaceName.Default;

    /// <summary>Returns all of them by name; none if there is only one, or too many for a menu.</summary>
    public static IReadOnlyList<WorkspaceName> List(HttpContext context) =>
    [
        .. context.Request.Headers[PageHeader.Workspaces].ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new WorkspaceName(name)),
    ];
}
