using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.ServiceDefaults.OpenApi;

/// <summary>
/// Describes ids, and the names of stages and gates, as strings, as they are in JSON, and not as components of their
/// own.
/// </summary>
internal sealed class IdSchema : IOpenApiSchemaTransformer
{
    public static string? ReferenceOf(JsonTypeInfo type) =>
        IsId(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (!IsId(type)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String;
        if (Nullable.GetUnderlyingType(type) is not null) schema.Type |= JsonSchemaType.Null;
        // A parameter or an item of an array has the description of its type, which says nothing about it.
        if (context.JsonPropertyInfo is null) schema.Description = null;
        return Task.CompletedTask;
    }

    private static bool IsId(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsAssignableTo(typeof(IId)) || plain == typeof(ModelStage) || plain == typeof(PolicyGate);
    }
}
