using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Takes every request as that of the local administrator, while no credentials are checked.</summary>
internal sealed class LocalPrincipal : IPrincipalSource
{
    private static readonly PrincipalResult Local = Principal.Local;

    private static readonly PrincipalResult NoWorkspaces = new(
        null, StatusCodes.Status404NotFound, ProblemCodes.WorkspaceNotFound,
        "There are no workspaces, because no credentials are checked. Leave X-MLFLOW-WORKSPACE out, or start the stack "
        + "with TAURO_AUTH=required.");

    public ValueTask<PrincipalResult> Find(HttpContext context) => ValueTask.FromResult(
        WorkspaceHeader.Read(context.Request) is { } name && new WorkspaceName(name) != WorkspaceName.Default
            ? NoWorkspaces
            : Local);
}
