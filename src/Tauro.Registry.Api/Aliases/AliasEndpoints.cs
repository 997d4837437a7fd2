namespace Tauro.Registry.Api.Aliases;

internal static class AliasEndpoints
{
    public static void MapAliases(this IEndpointRouteBuilder routes)
    {
        var aliases = routes.MapGroup("/api/v1/models/{name}/aliases/{alias}").WithTags("Aliases").AllowAnonymous();

        aliases.MapGet("", GetAlias.Handle).WithName("GetModelAlias")
            .WithSummary("Get the version an alias points at");
        aliases.MapPut("", SetAlias.Handle).WithName("SetModelAlias")
            .WithSummary("Set or move an alias");
        aliases.MapDelete("", DeleteAlias.Handle).WithName("DeleteModelAlias")
            .WithSummary("Delete an alias");
    }
}
