using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Access;

/// <summary>Reports to the identity service what is in a workspace.</summary>
internal static class TrackingContent
{
    public static void MapTrackingContent(this IEndpointRouteBuilder app) =>
        app.MapGet("/internal/tracking/workspaces/{workspace}", Handle).RequiresService("identity")
            .ExcludeFromDescription();

    private static async Task<Ok<WorkspaceUse>> Handle(
        WorkspaceName workspace, [FromKeyedServices(GuardServices.Unguarded)] IRunStore store,
        CancellationToken cancel) =>
        TypedResults.Ok(await store.Measure(workspace, cancel));
}
