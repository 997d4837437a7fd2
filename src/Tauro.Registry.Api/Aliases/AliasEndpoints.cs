using Tauro.Contracts.Access;

namespace Tauro.Registry.Api.Aliases;

internal static class AliasEndpoints
{
    public static void MapAliases(this IEndpointRouteBuilder routes)
    {
        var aliases = routes.MapGroup("/api/v1/models/{name}/aliases/{alias}").WithTags("Aliases");

        aliases.MapGet("", GetAlias.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModel)
            .WithName("GetModelAlias")
            .WithSummary("Get the version an alias points at");
        aliases.MapPut("", SetAlias.Handle).RequiresOn(AccessAction.Update, ResourceType.RegisteredModel)
            .WithName("SetModelAlias")
            .WithSummary("Set or move an alias");
        aliases.MapDelete("", DeleteAlias.Handle).RequiresOn(AccessAction.Update, ResourceType.RegisteredModel)
            .WithName("DeleteModelAlias")
            .WithSummary("Delete an alias");
    }
}
