using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class LogInputs
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredId<RunId>("run_id");
        var inputs = new RunInputs
        {
            Datasets = [.. request.Messages("datasets").Select(InputOf)],
            Models = [.. request.Messages("models").Select(model => model.RequiredId<LoggedModelId>("model_id"))],
        };
        if (inputs.Models.Count > 0) request.Context.RequireScope(AccessScope.Read);
        (await store.LogInputs(id, inputs, request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }

    private static DatasetInput InputOf(MlflowMessage input)
    {
        var dataset = input.Message("dataset") ?? throw MlflowException.Invalid("Dataset cannot be None");
        // For a duplicate tag, the last value counts.
        var tags = new Dictionary<string, string>();
        foreach (var (key, value) in input.Pairs("tags")) tags[key] = value;
        return new DatasetInput(
            new Dataset(
                dataset.String("name") ?? throw MlflowException.Invalid("Dataset name cannot be None"),
                dataset.String("digest") ?? throw MlflowException.Invalid("Dataset digest cannot be None"),
                dataset.String("source_type") ?? throw MlflowException.Invalid("Dataset source_type cannot be None"),
                dataset.String("source") ?? throw MlflowException.Invalid("Dataset source cannot be None"),
                dataset.String("schema"),
                dataset.String("profile")),
            tags);
    }
}
