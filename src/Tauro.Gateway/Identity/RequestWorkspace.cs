using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;
using Tauro.Stores.Rules;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Finds the workspace of a request: the one that its path begins with, or that the header of MLflow's clients names;
/// or else the one that the API key is limited to, or the only one in which the account has a role; or <c>default</c>.
/// </summary>
internal static class RequestWorkspace
{
    /// <summary>Returns the principal in the workspace of the request, or why it may not use that.</summary>
    public static PrincipalResult Resolve(AccessModel model, Principal principal, HttpContext context)
    {
        var limit = principal.KeyId is { } keyId ? model.FindKey(keyId)?.Key.Workspace : null;
        if ((context.Features.Get<WorkspacePath>()?.Name ?? WorkspaceHeader.Read(context.Request)) is { } name)
        {
            if (WorkspaceRules.Check(name) is { } invalid)
                return new PrincipalResult(null, StatusCodes.Status400BadRequest, invalid.Code, invalid.Message);
            var named = new WorkspaceName(name);
            return limit is { } own && own != named
                ? new PrincipalResult(
                    null, StatusCodes.Status403Forbidden, ProblemCodes.Forbidden,
                    $"The API key is limited to the workspace '{own}', and the request is for '{named}'.")
                : Enter(model, principal, named);
        }

        // The token of a page already has a workspace.
        return principal.Workspace is not null
            ? principal
            : Enter(model, principal, limit ?? model.FindOnlyWorkspace(principal) ?? WorkspaceName.Default);
    }

    private static PrincipalResult Enter(AccessModel model, Principal principal, WorkspaceName workspace)
    {
        if (model.MayEnter(principal, workspace)) return model.Enter(workspace, principal);
        var missing = IdentityProblems.WorkspaceMissing(workspace);
        return new PrincipalResult(null, StatusCodes.Status404NotFound, missing.Code, missing.Message);
    }
}
