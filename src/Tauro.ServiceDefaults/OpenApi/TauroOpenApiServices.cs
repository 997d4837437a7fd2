using Microsoft.AspNetCore.Builder;
using Tauro.ServiceDefaults.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroOpenApiServices
{
    /// <summary>Adds the OpenAPI document <c>v1</c> of this service, served at <c>/openapi/v1.json</c>.</summary>
    public static WebApplicationBuilder AddTauroOpenApi(this WebApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton(new OpenApiRegistration(service));
        builder.Services.AddOpenApi("v1", openApi =>
        {
            openApi.AddDocumentTransformer(new DocumentTitle(service));
            openApi.AddDocumentTransformer<ClosedRequests>();
            openApi.AddOperationTransformer<CommonProblems>();
            openApi.AddSchemaTransformer<IdSchema>();
            openApi.CreateSchemaReferenceId = IdSchema.ReferenceOf;
        });
        return builder;
    }
}
