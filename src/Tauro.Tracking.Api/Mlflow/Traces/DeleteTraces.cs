using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Deletes traces of an experiment: by id, or the oldest up to a time.</summary>
internal static class DeleteTraces
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ITraceStore store)
    {
        var experimentId = request.RequiredId<ExperimentId>("experiment_id");
        var time = request.Integer("max_timestamp_millis");
        var maxTraces = request.Integer("max_traces");
        var ids = request.Ids<TraceId>("trace_ids");
        if (ids.Count == 0) ids = request.Ids<TraceId>("request_ids");
        if (time is null && ids.Count == 0)
            throw MlflowException.Invalid("Either `max_timestamp_millis` or `trace_ids` must be specified.");
        if (time is not null && ids.Count > 0)
            throw MlflowException.Invalid("Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
        if (ids.Count > 0 && maxTraces is not null)
            throw MlflowException.Invalid("`max_traces` can't be specified if `trace_ids` is specified.");
        if (maxTraces <= 0)
            throw MlflowException.Invalid($"`max_traces` must be a positive integer, received {maxTraces}.");
        var deletion = new TraceDeletion(
            ids.Count > 0 ? ids : null, time, maxTraces is null ? null : (int)Math.Min(maxTraces.Value, int.MaxValue));
        var deleted = (await store.DeleteTraces(experimentId, deletion, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Integer("traces_deleted", deleted));
    }
}
