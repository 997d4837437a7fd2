using System.Text.Json;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class UpdateRun
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var endTime = request.Integer("end_time");
        var status = StatusOf(request);
        var name = request.String("run_name");
        var change = new RunChange(name is { Length: > 0 } ? name : null, status, endTime);
        var updated = (await store.UpdateRun(id, change, request.Cancel)).WarnIn(request.Context).OrThrow(id);
        return new MlflowResult(writer => writer.Message("run_info", info => RunMessage.WriteInfo(info, updated)));
    }

    // An unknown status changes nothing, and is not an error, as in MLflow.
    private static RunStatus? StatusOf(MlflowRequest request)
    {
        if (!request.Has("status")) return null;
        var value = request.Fields.GetProperty("status");
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString() switch
            {
                "RUNNING" or "1" => RunStatus.Running,
                "SCHEDULED" or "2" => RunStatus.Scheduled,
                "FINISHED" or "3" => RunStatus.Completed,
                "FAILED" or "4" => RunStatus.Failed,
                "KILLED" or "5" => RunStatus.Killed,
                _ => null,
            }
            : throw MlflowMessage.InvalidValue("status", value);
    }
}
