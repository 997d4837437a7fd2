using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tauro.Contracts;

namespace Tauro.ServiceDefaults.OpenApi;

/// <summary>Adds the problems that any operation may return, unless the operation lists them itself.</summary>
internal sealed class CommonProblems : IOpenApiOperationTransformer
{
    private static readonly (int Status, string Description)[] AllOperations =
    [
        (StatusCodes.Status400BadRequest, "The request can't be read, or a value is not allowed."),
        (StatusCodes.Status500InternalServerError, "The service failed; the log has the trace id."),
        (StatusCodes.Status503ServiceUnavailable, "The service is unavailable; try again after Retry-After."),
    ];

    private static readonly (int Status, string Description)[] WriteOperations =
    [
        (StatusCodes.Status413PayloadTooLarge, "The body is larger than the limit named in the detail."),
        (StatusCodes.Status429TooManyRequests, "The service is busy; try again after Retry-After."),
        (StatusCodes.Status507InsufficientStorage, "The disk is full; nothing was written."),
    ];

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var writes = context.Description.HttpMethod is not ("GET" or "HEAD");
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        context.Document?.AddComponent(nameof(Problem), schema);
        var reference = new OpenApiSchemaReference(nameof(Problem), context.Document);
        operation.Responses ??= [];
        foreach (var (status, description) in writes ? [.. AllOperations, .. WriteOperations] : AllOperations)
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = reference },
                },
            });
    }
}
