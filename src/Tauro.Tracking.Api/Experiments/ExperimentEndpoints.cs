using Tauro.Stores.Purges;

namespace Tauro.Tracking.Api.Experiments;

internal static class ExperimentEndpoints
{
    public static void MapExperiments(this IEndpointRouteBuilder app)
    {
        var experiments = app.MapGroup("/api/v1/experiments").WithTags("Experiments").AllowAnonymous();
        experiments.MapPost("", CreateExperiment.Handle)
            .WithName("CreateExperiment").WithSummary("Create an experiment");
        experiments.MapGet("", ListExperiments.Handle)
            .WithName("ListExperiments").WithSummary("List experiments, filtered and ordered");
        experiments.MapPost("search", SearchExperiments.Handle)
            .WithName("SearchExperiments").WithSummary("Search experiments, for filters too long for a URL");
        experiments.MapGet("by-name", GetExperimentByName.Handle)
            .WithName("GetExperimentByName").WithSummary("Get an experiment by its name, deleted or not");
        experiments.MapGet("{experiment_id}", GetExperiment.Handle)
            .WithName("GetExperiment").WithSummary("Get an experiment, deleted or not");
        experiments.MapPatch("{experiment_id}", UpdateExperiment.Handle)
            .WithName("UpdateExperiment").WithSummary("Change the name, description or tags of an experiment");
        experiments.MapDelete("{experiment_id}", DeleteExperiment.Handle)
            .WithName("DeleteExperiment").WithSummary("Delete an experiment and its runs; they can be restored");
        experiments.MapPost("{experiment_id}/restore", RestoreExperiment.Handle)
            .WithName("RestoreExperiment").WithSummary("Restore a deleted experiment and its runs");
        if (app.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IPurgeStore)))
            experiments.MapPost("{experiment_id}/purge", PurgeExperiment.Handle)
                .WithName("PurgeExperiment")
                .WithSummary("Purge a deleted experiment: remove it for good, with everything in it");
    }
}
