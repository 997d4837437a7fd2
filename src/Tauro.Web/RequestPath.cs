using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Principals;

namespace Tauro.Web;

/// <summary>Where the gateway serves the pages.</summary>
internal static class RequestPath
{
    private const string Workspaces = "/workspaces";

    /// <summary>Returns the path to which all links are relative; it ends in a slash.</summary>
    public static string GetBase(HttpRequest request) => request.PathBase.ToUriComponent() + "/";

    /// <summary>Returns the path to the home page of a workspace.</summary>
    public static string GetBase(HttpRequest request, WorkspaceName workspace)
    {
        var path = request.PathBase.ToUriComponent();
        var current = request.HttpContext.GetPrincipal().Workspace is { } own ? $"{Workspaces}/{own}" : "";
        if (path.EndsWith(current, StringComparison.Ordinal)) path = path[..^current.Length];
        return $"{path}{Workspaces}/{workspace}/";
    }

    /// <summary>Returns the address of the API for clients, such as <c>http://localhost:5080</c>.</summary>
    public static string GetAddress(HttpRequest request) =>
        $"{request.Scheme}://{request.Host}{request.PathBase.ToUriComponent()}";
}
