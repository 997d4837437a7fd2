using Tauro.Contracts.Access;
using Tauro.Contracts.Runs;
using Tauro.Stores.Purges;

namespace Tauro.Tracking.Api.Runs;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/v1/runs").WithTags("Runs");
        runs.MapPost("", StartRun.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithName("StartRun").WithSummary("Start a run");
        runs.MapGet("", ListRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("ListRuns").WithSummary("List runs, filtered and ordered");
        runs.MapPost("search", SearchRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("SearchRuns").WithSummary("Search runs, for filters too long for a URL");
        runs.MapPost("count", CountRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("CountRuns").WithSummary("Count runs");
        runs.MapPost("aggregate", AggregateRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("AggregateRuns").WithSummary("Group runs, and aggregate metrics of the groups");
        runs.MapPost("table", TabulateRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("TabulateRuns").WithSummary("Get runs as columns, for tables and plots of many runs");
        runs.MapPost("keys", ListRunKeys.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("ListRunKeys").WithSummary("List the params, metrics and tags that runs have");
        runs.MapGet("compare", CompareRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("CompareRuns").WithSummary("Compare params, metrics and tags of runs, as JSON, CSV or Parquet");
        runs.MapPost("compare", CompareManyRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("CompareManyRuns").WithSummary("Compare runs, for more than fit in a URL");
        runs.MapGet("export", DownloadRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("DownloadRuns").WithSummary("Export runs as CSV or Parquet");
        runs.MapPost("export", ExportRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("ExportRuns").WithSummary("Export runs, for filters too long for a URL");
        runs.MapGet("{run_id}", GetRun.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("GetRun").WithSummary("Get a run, deleted or not");
        runs.MapGet("{run_id}/inputs", GetRunInputs.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("GetRunInputs").WithSummary("Get the datasets and logged models that a run read and made");
        runs.MapPatch("{run_id}", UpdateRun.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithName("UpdateRun").WithSummary("Change the name, status, note or tags of a run");
        runs.MapDelete("{run_id}", DeleteRun.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run)
            .WithName("DeleteRun").WithSummary("Delete a run; it can be restored");
        runs.MapPost("{run_id}/end", EndRun.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithName("EndRun").WithSummary("End a run");
        runs.MapPost("{run_id}/restore", RestoreRun.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run)
            .WithName("RestoreRun").WithSummary("Restore a deleted run");
        if (app.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IPurgeStore)))
            runs.MapPost("{run_id}/purge", PurgeRun.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run)
                .WithName("PurgeRun").WithSummary("Purge a deleted run: remove it for good, with its artifacts");
        runs.MapPost("{run_id}/params", LogParams.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithName("LogParams").WithSummary("Log params, one or many; a param never changes its value");
        runs.MapPost("{run_id}/tags", SetTags.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithName("SetTags").WithSummary("Set tags, one or many");
        runs.MapDelete("{run_id}/tags/{**key}", DeleteTag.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithName("DeleteTag").WithSummary("Delete a tag");
        runs.MapPost("{run_id}/batch", LogBatch.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .Accepts<RunBatch>("application/json")
            .WithName("LogBatch").WithSummary("Log metrics, params and tags together: all of them or none");
    }
}
