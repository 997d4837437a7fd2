using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>The header in which MLflow's clients name the workspace of a request.</summary>
public static class WorkspaceHeader
{
    private const string Name = "X-MLFLOW-WORKSPACE";

    /// <summary>Returns the name as it was sent, without spaces around it; null for none or an empty one.</summary>
    public static string? Read(HttpRequest request)
    {
        var value = request.Headers[Name].ToString().Trim();
        return value.Length > 0 ? value : null;
    }
}
