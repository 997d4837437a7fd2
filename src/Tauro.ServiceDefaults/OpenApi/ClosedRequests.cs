using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tauro.ServiceDefaults.OpenApi;

/// <summary>
/// Leaves open what only responses have: they get new members, which a client must accept. Bodies of requests are
/// closed, since an unknown member of one is refused.
/// </summary>
internal sealed class ClosedRequests : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        HashSet<string> sent = [];
        var operations = document.Paths.Values.SelectMany(
            path => path.Operations ?? new Dictionary<HttpMethod, OpenApiOperation>());
        foreach (var (_, operation) in operations)
            foreach (var (_, body) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
                Collect(body.Schema, sent);
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            if (!sent.Contains(name) && schema is OpenApiSchema received) received.AdditionalPropertiesAllowed = true;
        return Task.CompletedTask;
    }

    private static void Collect(IOpenApiSchema? schema, HashSet<string> names)
    {
        if (schema is null || (schema is OpenApiSchemaReference { Reference.Id: { } name } && !names.Add(name))) return;
        foreach (var (_, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            Collect(member, names);
        foreach (var part in (schema.AnyOf ?? []).Concat(schema.OneOf ?? []).Concat(schema.AllOf ?? []))
            Collect(part, names);
        Collect(schema.Items, names);
        Collect(schema.AdditionalProperties, names);
    }
}
