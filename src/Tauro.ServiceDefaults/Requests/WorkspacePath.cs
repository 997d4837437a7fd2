using Microsoft.AspNetCore.Http;
using Tauro.Stores.Rules;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>The workspace that the path of a request begins with: <c>/workspaces/team-a/experiments</c>.</summary>
/// <param name="Name">The name as it was sent.</param>
/// <param name="ServerPath">The path below which the server itself is served.</param>
public sealed record WorkspacePath(string Name, PathString ServerPath)
{
    private const string Start = "/workspaces/";

    /// <summary>Removes the workspace from a target, and keeps it with the request.</summary>
    internal static string Remove(HttpContext context, string target)
    {
        if (!target.StartsWith(Start, StringComparison.Ordinal)) return target;
        var length = target.AsSpan(Start.Length).IndexOfAny('/', '?');
        var end = length < 0 ? target.Length : Start.Length + length;
        var name = target[Start.Length..end];
        if (!WorkspaceRules.IsName(name)) return target;
        context.Features.Set(new WorkspacePath(name, context.Request.PathBase));
        context.Request.PathBase = context.Request.PathBase.Add(target[..end]);
        return end == target.Length ? "/" : target[end..];
    }
}
