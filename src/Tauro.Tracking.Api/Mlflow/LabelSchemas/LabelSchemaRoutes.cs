using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>Label schemas, <c>/api/3.0/mlflow/label-schemas</c>: the questions of reviews.</summary>
internal static class LabelSchemaRoutes
{
    public static void MapMlflowLabelSchemas(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("label-schemas/create", CreateSchema.Handle).Requires(AccessAction.Update, ResourceType.ReviewQueue);
        api.Get("label-schemas/get", GetSchema.Handle).Requires(AccessAction.Read, ResourceType.ReviewQueue);
        api.Get("label-schemas/get-by-name", GetSchema.HandleByName)
            .Requires(AccessAction.Read, ResourceType.ReviewQueue);
        api.Get("label-schemas/list", ListSchemas.Handle).Requires(AccessAction.Read, ResourceType.ReviewQueue);
        api.Patch("label-schemas/update", UpdateSchema.Handle).Requires(AccessAction.Update, ResourceType.ReviewQueue);
        api.Delete("label-schemas/delete", DeleteSchema.Handle).Requires(AccessAction.Delete, ResourceType.ReviewQueue);
    }
}
