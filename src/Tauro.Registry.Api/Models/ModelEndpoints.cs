using Tauro.Contracts.Access;

namespace Tauro.Registry.Api.Models;

internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/v1/models").WithTags("Models");

        models.MapPost("", CreateModel.Handle).Requires(AccessAction.Create, ResourceType.RegisteredModel)
            .WithName("CreateModel")
            .WithSummary("Create a model without a version");
        models.MapGet("", SearchModels.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModel)
            .WithName("SearchModels")
            .WithSummary("List or search models");
        models.MapGet("{name}", GetModel.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModel)
            .WithName("GetModel")
            .WithSummary("Get a model");
        models.MapGet("{name}/timeline", GetTimeline.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModel)
            .WithName("GetModelTimeline")
            .WithSummary("Show which versions were in which stages, and who moved them");
        models.MapPatch("{name}", UpdateModel.Handle).RequiresOn(AccessAction.Update, ResourceType.RegisteredModel)
            .WithName("UpdateModel")
            .WithSummary("Rename, describe or tag a model");
        models.MapDelete("{name}", DeleteModel.Handle).RequiresOn(AccessAction.Delete, ResourceType.RegisteredModel)
            .WithName("DeleteModel")
            .WithSummary("Delete a model with all of its versions");
        models.MapPost("{name}/move", MoveModel.Handle).RequiresAdmin()
            .WithName("MoveModel")
            .WithSummary("Move a model to the workspace of the request");
    }
}
