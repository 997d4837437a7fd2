using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Scalar.AspNetCore;

namespace Tauro.Gateway.Reference;

/// <summary>Serves the OpenAPI document and a page that shows it. Nothing is loaded from other sites.</summary>
internal static class ApiReference
{
    public static void AddApiReference(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<ApiDocument>();

    public static void MapApiReference(this WebApplication app)
    {
        app.MapGet("/openapi/v1.json", (ApiDocument document, HttpContext context) => document.Get(context))
            .ExcludeFromDescription()
            .RequiresPrincipal();
        app.MapScalarApiReference(Configure).RequiresPrincipal().Finally(RemoveAnonymousAccess);
    }

    /// <summary>Scalar allows anonymous access to its scripts, which would outweigh what they require.</summary>
    private static void RemoveAnonymousAccess(EndpointBuilder endpoint)
    {
        foreach (var anonymous in endpoint.Metadata.OfType<IAllowAnonymous>().ToList())
            endpoint.Metadata.Remove(anonymous);
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        options.Title = "Tauro API";
        options.OpenApiRoutePattern = "/openapi/{documentName}.json";
        options.Nonce = nonce;
        options.AddServer($"{context.Request.PathBase}/"); // the document doesn't know the prefix
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.Telemetry = false;
        options.DefaultFonts = false;
        options.DisableAgent();

        // The page's script sets styles at run time, which a nonce can't cover; everything else must be ours.
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}' 'self'; style-src 'self' 'unsafe-inline'; "
            + "connect-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
