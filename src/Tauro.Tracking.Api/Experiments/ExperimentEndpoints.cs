using Tauro.Contracts.Access;
using Tauro.Stores.Purges;

namespace Tauro.Tracking.Api.Experiments;

internal static class ExperimentEndpoints
{
    public static void MapExperiments(this IEndpointRouteBuilder app)
    {
        var experiments = app.MapGroup("/api/v1/experiments").WithTags("Experiments");
        experiments.MapPost("", CreateExperiment.Handle).Requires(AccessAction.Create, ResourceType.Experiment)
            .WithName("CreateExperiment").WithSummary("Create an experiment");
        experiments.MapGet("", ListExperiments.Handle).RequiresOn(AccessAction.Read, ResourceType.Experiment)
            .WithName("ListExperiments").WithSummary("List experiments, filtered and ordered");
        experiments.MapPost("search", SearchExperiments.Handle).RequiresOn(AccessAction.Read, ResourceType.Experiment)
            .WithName("SearchExperiments").WithSummary("Search experiments, for filters too long for a URL");
        experiments.MapGet("by-name", GetExperimentByName.Handle).RequiresOn(AccessAction.Read, ResourceType.Experiment)
            .WithName("GetExperimentByName").WithSummary("Get an experiment by its name, deleted or not");
        experiments.MapGet("{experiment_id}", GetExperiment.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment)
            .WithName("GetExperiment").WithSummary("Get an experiment, deleted or not");
        experiments.MapPatch("{experiment_id}", UpdateExperiment.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment)
            .WithName("UpdateExperiment").WithSummary("Change the name, description or tags of an experiment");
        experiments.MapDelete("{experiment_id}", DeleteExperiment.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.Experiment)
            .WithName("DeleteExperiment").WithSummary("Delete an experiment and its runs; they can be restored");
        experiments.MapPost("{experiment_id}/restore", RestoreExperiment.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.Experiment)
            .WithName("RestoreExperiment").WithSummary("Restore a deleted experiment and its runs");
        experiments.MapPost("{experiment_id}/move", MoveExperiment.Handle).RequiresAdmin()
            .WithName("MoveExperiment").WithSummary("Move an experiment to the workspace of the request");
        if (app.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IPurgeStore)))
            experiments.MapPost("{experiment_id}/purge", PurgeExperiment.Handle)
                .RequiresOn(AccessAction.Delete, ResourceType.Experiment)
                .WithName("PurgeExperiment")
                .WithSummary("Purge a deleted experiment: remove it for good, with everything in it");
    }
}
