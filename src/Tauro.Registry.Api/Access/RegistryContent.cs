using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Models;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Access;

/// <summary>Reports to the identity service what is in a workspace, before that is deleted.</summary>
internal static class RegistryContent
{
    private const int PageSize = 1_000;

    public static void MapRegistryContent(this IEndpointRouteBuilder app) =>
        app.MapGet("/internal/registry/workspaces/{workspace}", Handle).RequiresService("identity")
            .ExcludeFromDescription();

    private static async Task<Ok<IReadOnlyList<WorkspaceContent>>> Handle(
        WorkspaceName workspace, [FromKeyedServices(GuardServices.Unguarded)] IModelStore store,
        [FromKeyedServices(GuardServices.Unguarded)] IWebhookStore webhooks, CancellationToken cancel)
    {
        var count = 0;
        string? token = null;
        do
        {
            var page = (await store.SearchModels(
                new ModelQuery(new PageRequest(PageSize, token), IsVisible: IsInside), cancel)).Value;
            count += page.Items.Count;
            token = page.NextPageToken;
        }
        while (token is not null);

        var hooks = (await webhooks.All(cancel)).Count(webhook => webhook.Workspace == workspace);
        return TypedResults.Ok<IReadOnlyList<WorkspaceContent>>(
            [new(count, "registered models"), new(hooks, "webhooks")]);

        bool IsInside(RegisteredModel model) => model.Workspace == workspace;
    }
}
