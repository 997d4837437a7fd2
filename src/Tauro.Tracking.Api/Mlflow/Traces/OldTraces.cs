using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>
/// The API for clients before 3.0: starting a trace returns its id, and a later request ends it. The traces are the
/// same.
/// </summary>
internal static class OldTraces
{
    public static async Task<MlflowResult> Start(MlflowRequest request, ITraceStore store, Entropy entropy)
    {
        var trace = new Trace
        {
            TraceId = new($"tr-{entropy.NextId()}"),
            ExperimentId = request.RequiredId<ExperimentId>("experiment_id"),
            RequestTime = request.RequiredInteger("timestamp_ms"),
            State = TraceState.InProgress,
            Metadata = OldTraceMessage.ReadPairs(request, "request_metadata"),
            Tags = OldTraceMessage.ReadPairs(request, "tags"),
        };
        return OldTraceMessage.ToResult((await store.StartTrace(trace, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowResult> End(MlflowRequest request, ITraceStore store)
    {
        var ending = new TraceEnding(
            request.RequiredInteger("timestamp_ms"), OldTraceMessage.ReadStatus(request),
            OldTraceMessage.ReadPairs(request, "request_metadata"), OldTraceMessage.ReadPairs(request, "tags"));
        return OldTraceMessage.ToResult(
            (await store.EndTrace(request.RouteId<TraceId>("trace_id"), ending, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowResult> GetInfo(MlflowRequest request, ITraceStore store) =>
        OldTraceMessage.ToResult(
            (await store.GetTrace(request.RouteId<TraceId>("trace_id"), request.Cancel)).OrThrow());

    public static async Task<MlflowResult> Search(MlflowRequest request, ITraceStore store)
    {
        var experimentIds = request.Ids<ExperimentId>("experiment_ids");
        if (experimentIds.Count == 0) throw MlflowMessage.MissingValue("experiment_ids");
        var vocabulary = FilterVocabulary.Traces;
        var page = (await store.SearchTraces(
            new TraceQuery(
                experimentIds,
                new PageRequest(SearchTraces.PageSize(request), request.String("page_token")),
                FilterParser.Parse(request.String("filter"), vocabulary).OrThrow(),
                OrderByParser.Parse(request.Strings("order_by"), vocabulary).OrThrow()),
            request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("traces", page.Items, OldTraceMessage.Write).String("next_page_token", page.NextPageToken));
    }
}
