using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.LoggedModels;

internal static class LoggedModelEndpoints
{
    public static void MapLoggedModels(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/api/v1/logged-models").RequiresOn(AccessAction.Read, ResourceType.LoggedModel)
            .WithTags("LoggedModels");
        models.MapGet("{model_id}", GetLoggedModel.Handle)
            .WithName("GetLoggedModel").WithSummary("Get a logged model with its metrics");
    }
}
