using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Runs;

internal static class DownloadRuns
{
    public static Task<Results<TableResult, Invalid, NotFound, Conflict>> Handle(
        HttpRequest request,
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "experiment_id")] string[]? experimentIds = null,
        string? filter = null,
        [FromQuery(Name = "order_by")] string[]? orderBy = null,
        Choice<LifecycleView>? view = null,
        string[]? fields = null,
        string? format = null) =>
        ExportRuns.Handle(
            new RunExport(
                [.. (experimentIds ?? []).Select(id => new ExperimentId(id))], filter, orderBy, view?.Value ?? default,
                fields),
            request, store, cancel, format);
}
