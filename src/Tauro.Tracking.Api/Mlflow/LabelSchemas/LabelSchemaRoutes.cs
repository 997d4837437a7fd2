using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>Label schemas, <c>/api/3.0/mlflow/label-schemas</c>: the questions of reviews.</summary>
internal static class LabelSchemaRoutes
{
    public static void MapMlflowLabelSchemas(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("label-schemas/create", CreateSchema.Handle).RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Get("label-schemas/get", GetSchema.Handle).RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Get("label-schemas/get-by-name", GetSchema.HandleByName)
            .RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Get("label-schemas/list", ListSchemas.Handle).RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Patch("label-schemas/update", UpdateSchema.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Delete("label-schemas/delete", DeleteSchema.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.ReviewQueue);
    }
}
