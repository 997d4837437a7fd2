using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class GetRun
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var run = (await store.GetRun(id, request.Cancel)).OrThrow(id);
        var inputs = (await store.GetInputs([id], request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Message(
            "run", message => RunMessage.Write(message, run, inputs[0])));
    }
}
