using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tauro.ServiceDefaults.OpenApi;

internal sealed class DocumentTitle(string service) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"Tauro {service}",
            Version = "v1",
            Description = 
                "Names are snake_case, times Unix milliseconds, failures RFC 9457 problem details with a `code`.",
        };
        // The server URL would be that of this process, but clients use the gateway's.
        document.Servers = [];
        return Task.CompletedTask;
    }
}
