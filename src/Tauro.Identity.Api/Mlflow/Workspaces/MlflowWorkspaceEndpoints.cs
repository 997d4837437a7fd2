using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Accounts;
using Tauro.Identity.Api.Workspaces;
using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow.Workspaces;

/// <summary>MLflow's routes for workspaces.</summary>
internal static class MlflowWorkspaceEndpoints
{
    private const string Restrict = "RESTRICT";

    // Settings of MLflow that Tauro does not have. To accept and ignore them would surprise.
    private static readonly string[] Unsupported = ["default_artifact_root", "trace_archival_config"];

    public static void MapMlflowWorkspaces(this IEndpointRouteBuilder app)
    {
        var mlflow = app.MapMlflow("3.0");
        mlflow.Get("workspaces", List).RequiresPrincipal();
        mlflow.Post("workspaces", Create).RequiresAdmin();
        mlflow.Get("workspaces/{workspace}", Get).RequiresPrincipal();
        mlflow.Patch("workspaces/{workspace}", Update).RequiresAdmin();
        mlflow.Delete("workspaces/{workspace}", Delete).RequiresAdmin();
    }

    private static async Task<MlflowResult> List(MlflowRequest request, VisibleWorkspaces workspaces)
    {
        var all = await workspaces.List(Caller.From(request.Context), request.Cancel);
        return new MlflowResult(writer => writer.MessagesOrEmpty("workspaces", all, Write));
    }

    private static async Task<MlflowResult> Create(MlflowRequest request, IIdentityStore store)
    {
        RefuseUnsupported(request);
        var workspace = new NewWorkspace(
            new WorkspaceName(request.RequiredString("name")), request.String("description"));
        return ToResponse(
            (await store.CreateWorkspace(workspace, request.Cancel)).OrThrow(), StatusCodes.Status201Created);
    }

    private static async Task<MlflowResult> Get(
        WorkspaceName workspace, MlflowRequest request, VisibleWorkspaces workspaces) =>
        ToResponse((await workspaces.Find(workspace, Caller.From(request.Context), request.Cancel)).OrThrow());

    private static async Task<MlflowResult> Update(
        WorkspaceName workspace, MlflowRequest request, IIdentityStore store)
    {
        RefuseUnsupported(request);
        var change = new WorkspaceChange(request.String("description"));
        return ToResponse((await store.UpdateWorkspace(workspace, change, request.Cancel)).OrThrow());
    }

    private static async Task<IResult> Delete(
        WorkspaceName workspace, MlflowRequest request, WorkspaceDeletion deletion)
    {
        var deleted = await deletion.Delete(workspace, request.Cancel);
        // The modes differ only for a workspace that is not empty.
        if (deleted.Problem is { Code: ProblemCodes.WorkspaceNotEmpty } problem
            && request.String("mode") is { } mode && mode != Restrict)
            throw MlflowException.Invalid($"{problem.Message} The mode {mode} is not supported.");
        deleted.OrThrow();
        return Results.NoContent();
    }

    private static void RefuseUnsupported(MlflowRequest request)
    {
        foreach (var field in Unsupported)
            if (request.Has(field))
                throw MlflowException.Invalid($"{field} is not supported; leave it out.");
    }

    private static MlflowResult ToResponse(Workspace workspace, int status = StatusCodes.Status200OK) =>
        new(writer => writer.Message("workspace", message => Write(message, workspace))) { Status = status };

    private static void Write(MlflowWriter writer, Workspace workspace) => writer
        .String("name", workspace.Name)
        .String("description", workspace.Description);
}
