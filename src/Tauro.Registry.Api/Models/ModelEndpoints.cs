namespace Tauro.Registry.Api.Models;

internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/v1/models").WithTags("Models").AllowAnonymous();

        models.MapPost("", CreateModel.Handle).WithName("CreateModel")
            .WithSummary("Create a model without a version");
        models.MapGet("", SearchModels.Handle).WithName("SearchModels")
            .WithSummary("List or search models");
        models.MapGet("{name}", GetModel.Handle).WithName("GetModel")
            .WithSummary("Get a model");
        models.MapGet("{name}/timeline", GetTimeline.Handle).WithName("GetModelTimeline")
            .WithSummary("Show which versions were in which stages, and who moved them");
        models.MapPatch("{name}", UpdateModel.Handle).WithName("UpdateModel")
            .WithSummary("Rename, describe or tag a model");
        models.MapDelete("{name}", DeleteModel.Handle).WithName("DeleteModel")
            .WithSummary("Delete a model with all of its versions");
    }
}
