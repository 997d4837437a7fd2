using Tauro.Contracts.Runs;
using Tauro.Stores.Purges;

namespace Tauro.Tracking.Api.Runs;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/v1/runs").WithTags("Runs").AllowAnonymous();
        runs.MapPost("", StartRun.Handle)
            .WithName("StartRun").WithSummary("Start a run");
        runs.MapGet("", ListRuns.Handle)
            .WithName("ListRuns").WithSummary("List runs, filtered and ordered");
        runs.MapPost("search", SearchRuns.Handle)
            .WithName("SearchRuns").WithSummary("Search runs, for filters too long for a URL");
        runs.MapPost("count", CountRuns.Handle)
            .WithName("CountRuns").WithSummary("Count runs");
        runs.MapPost("aggregate", AggregateRuns.Handle)
            .WithName("AggregateRuns").WithSummary("Group runs, and aggregate metrics of the groups");
        runs.MapPost("table", TabulateRuns.Handle)
            .WithName("TabulateRuns").WithSummary("Get runs as columns, for tables and plots of many runs");
        runs.MapPost("keys", ListRunKeys.Handle)
            .WithName("ListRunKeys").WithSummary("List the params, metrics and tags that runs have");
        runs.MapGet("compare", CompareRuns.Handle)
            .WithName("CompareRuns").WithSummary("Compare params, metrics and tags of runs, as JSON, CSV or Parquet");
        runs.MapPost("compare", CompareManyRuns.Handle)
            .WithName("CompareManyRuns").WithSummary("Compare runs, for more than fit in a URL");
        runs.MapGet("export", DownloadRuns.Handle)
            .WithName("DownloadRuns").WithSummary("Export runs as CSV or Parquet");
        runs.MapPost("export", ExportRuns.Handle)
            .WithName("ExportRuns").WithSummary("Export runs, for filters too long for a URL");
        runs.MapGet("{run_id}", GetRun.Handle)
            .WithName("GetRun").WithSummary("Get a run, deleted or not");
        runs.MapGet("{run_id}/inputs", GetRunInputs.Handle)
            .WithName("GetRunInputs").WithSummary("Get the datasets and logged models that a run read and made");
        runs.MapPatch("{run_id}", UpdateRun.Handle)
            .WithName("UpdateRun").WithSummary("Change the name, status, note or tags of a run");
        runs.MapDelete("{run_id}", DeleteRun.Handle)
            .WithName("DeleteRun").WithSummary("Delete a run; it can be restored");
        runs.MapPost("{run_id}/end", EndRun.Handle)
            .WithName("EndRun").WithSummary("End a run");
        runs.MapPost("{run_id}/restore", RestoreRun.Handle)
            .WithName("RestoreRun").WithSummary("Restore a deleted run");
        if (app.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IPurgeStore)))
            runs.MapPost("{run_id}/purge", PurgeRun.Handle)
                .WithName("PurgeRun").WithSummary("Purge a deleted run: remove it for good, with its artifacts");
        runs.MapPost("{run_id}/params", LogParams.Handle)
            .WithName("LogParams").WithSummary("Log params, one or many; a param never changes its value");
        runs.MapPost("{run_id}/tags", SetTags.Handle)
            .WithName("SetTags").WithSummary("Set tags, one or many");
        runs.MapDelete("{run_id}/tags/{**key}", DeleteTag.Handle)
            .WithName("DeleteTag").WithSummary("Delete a tag");
        runs.MapPost("{run_id}/batch", LogBatch.Handle).Accepts<RunBatch>("application/json")
            .WithName("LogBatch").WithSummary("Log metrics, params and tags together: all of them or none");
    }
}
