namespace Tauro.Identity.Api.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/v1/api-keys").WithTags("Identity").RequiresPrincipal();
        keys.MapGet("", ListApiKeys.Handle)
            .WithName("ListApiKeys").WithSummary("List the own API keys; those of others as an administrator");
        keys.MapPost("", CreateApiKey.Handle)
            .WithName("CreateApiKey").WithSummary("Create an API key, whose secret is shown this time only");
        keys.MapGet("{key_id}", GetApiKey.Handle)
            .WithName("GetApiKey").WithSummary("Get an API key");
        keys.MapDelete("{key_id}", RevokeApiKey.Handle)
            .WithName("RevokeApiKey").WithSummary("Revoke an API key");
        keys.MapPost("{key_id}/rotate", RotateApiKey.Handle)
            .WithName("RotateApiKey").WithSummary("Replace an API key; the old one stays valid for a while");
    }
}
