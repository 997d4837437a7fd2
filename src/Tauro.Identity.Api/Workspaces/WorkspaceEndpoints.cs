using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Workspaces;

internal static class WorkspaceEndpoints
{
    public static void MapWorkspaces(this IEndpointRouteBuilder app)
    {
        var workspaces = app.MapGroup("/api/v1/workspaces").WithTags("Identity");
        workspaces.MapGet("", List).RequiresPrincipal()
            .WithName("ListWorkspaces").WithSummary("List the workspaces in which one has a role");
        workspaces.MapPost("", Create).RequiresAdmin()
            .WithName("CreateWorkspace").WithSummary("Create a workspace, with the roles admin and user");
        workspaces.MapGet("{workspace}", Get).RequiresPrincipal()
            .WithName("GetWorkspace").WithSummary("Get a workspace");
        workspaces.MapGet("{workspace}/use", GetUse).Requires(AccessAction.Manage, ResourceType.Workspace)
            .WithName("GetWorkspaceUse").WithSummary("Count what is in a workspace");
        workspaces.MapPatch("{workspace}", Update).RequiresAdmin()
            .WithName("UpdateWorkspace").WithSummary("Describe a workspace, or set its quotas");
        workspaces.MapDelete("{workspace}", Delete).RequiresAdmin()
            .WithName("DeleteWorkspace").WithSummary("Delete an empty workspace");
    }

    private static async Task<Ok<Page<Workspace>>> List(
        HttpContext context, VisibleWorkspaces workspaces, CancellationToken cancel) =>
        TypedResults.Ok(new Page<Workspace>(await workspaces.List(Caller.From(context), cancel)));

    private static async Task<Results<Created<Workspace>, Invalid, NotFound, Conflict>> Create(
        NewWorkspace body, IIdentityStore store, CancellationToken cancel) =>
        (await store.CreateWorkspace(body, cancel)).ToResult(workspace =>
            TypedResults.Created($"/api/v1/workspaces/{workspace.Name}", workspace));

    private static async Task<Results<Ok<Workspace>, Invalid, NotFound, Conflict>> Get(
        WorkspaceName workspace, HttpContext context, VisibleWorkspaces workspaces, CancellationToken cancel) =>
        (await workspaces.Find(workspace, Caller.From(context), cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<WorkspaceUse>, Invalid, NotFound, Conflict>> GetUse(
        WorkspaceName workspace, HttpContext context, VisibleWorkspaces workspaces, WorkspaceContents contents,
        CancellationToken cancel)
    {
        var caller = Caller.From(context);
        var found = await workspaces.Find(workspace, caller, cancel);
        if (!found.IsOk) return found.Select(_ => new WorkspaceUse()).ToResult(TypedResults.Ok);
        // The endpoint required to manage the workspace of the request.
        if (!caller.IsAdmin && workspace != CurrentWorkspace.Value)
            throw new AccessDeniedException(
                $"The request is sent in the workspace '{CurrentWorkspace.Value}'; send it in '{workspace}'.");
        return TypedResults.Ok(await contents.Measure(workspace, cancel));
    }

    private static async Task<Results<Ok<Workspace>, Invalid, NotFound, Conflict>> Update(
        WorkspaceName workspace, WorkspaceChange body, IIdentityStore store, CancellationToken cancel) =>
        (await store.UpdateWorkspace(workspace, body, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        WorkspaceName workspace, WorkspaceDeletion deletion, CancellationToken cancel) =>
        (await deletion.Delete(workspace, cancel)).ToResult(_ => TypedResults.NoContent());
}
