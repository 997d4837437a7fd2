using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class LogBatch
{
    public static async Task<MlflowResult> Handle(
        LoggedBatch logged, IRunStore store, RunLog log, CancellationToken cancel)
    {
        var done = await log.Log(logged.RunId, logged.ToBatch(), cancel);
        if (done.Problem?.Code == ProblemCodes.ParamImmutable && await Changed(logged, store, cancel) is { } changed)
            throw changed;
        done.OrThrow(logged.RunId);
        return MlflowResult.Empty;
    }

    // The error for a batch lists all params that would change, not only the first.
    private static async Task<MlflowException?> Changed(LoggedBatch logged, IRunStore store, CancellationToken cancel)
    {
        var run = await store.GetRun(logged.RunId, cancel);
        if (!run.IsOk) return null;
        var changed = logged.Params
            .Where(param => run.Value.Params.TryGetValue(param.Key, out var old) && old != param.Value)
            .Select(param => $"{{'key': '{param.Key}', 'old_value': '{run.Value.Params[param.Key]}', "
                + $"'new_value': '{param.Value}'}}");
        return MlflowException.Invalid(
            $"Changing param values is not allowed. Params were already logged='[{string.Join(", ", changed)}]' "
            + $"for run ID='{logged.RunId}'.");
    }
}
