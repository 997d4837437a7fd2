using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.OpenApi;

internal static class TauroOpenApi
{
    public static void MapTauroOpenApi(this WebApplication app)
    {
        if (app.Services.GetService<OpenApiRegistration>() is not null)
            app.MapOpenApi("/openapi/{documentName}.json").RequiresPrincipal();
    }
}
