using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Access;

/// <summary>Reports to the identity service what is in a workspace.</summary>
internal static class RegistryContent
{
    public static void MapRegistryContent(this IEndpointRouteBuilder app) =>
        app.MapGet("/internal/registry/workspaces/{workspace}", Handle).RequiresService("identity")
            .ExcludeFromDescription();

    private static async Task<Ok<WorkspaceUse>> Handle(
        WorkspaceName workspace, [FromKeyedServices(GuardServices.Unguarded)] IModelStore store,
        CancellationToken cancel) =>
        TypedResults.Ok(await store.Measure(workspace, cancel));
}
