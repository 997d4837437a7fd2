namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>Label schemas, <c>/api/3.0/mlflow/label-schemas</c>: the questions of reviews.</summary>
internal static class LabelSchemaRoutes
{
    public static void MapMlflowLabelSchemas(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("label-schemas/create", CreateSchema.Handle);
        api.Get("label-schemas/get", GetSchema.Handle);
        api.Get("label-schemas/get-by-name", GetSchema.HandleByName);
        api.Get("label-schemas/list", ListSchemas.Handle);
        api.Patch("label-schemas/update", UpdateSchema.Handle);
        api.Delete("label-schemas/delete", DeleteSchema.Handle);
    }
}
