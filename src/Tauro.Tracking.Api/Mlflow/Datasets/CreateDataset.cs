using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Creates an evaluation dataset. Its creator is the tag <c>mlflow.user</c>, if it is set.</summary>
internal static class CreateDataset
{
    private const string UserTag = "mlflow.user";

    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store)
    {
        var name = request.RequiredString("name");
        var tags = request.IsMissing("tags") ? new Dictionary<string, string>() : JsonField.ReadTags(request, "tags");
        var dataset = new NewEvaluationDataset(
            name, request.Ids<ExperimentId>("experiment_ids"), tags,
            tags.GetValueOrDefault(UserTag) ?? request.String("created_by"));
        return EvaluationDatasetMessage.ToResultWithExperiments(
            (await store.CreateDataset(dataset, request.Cancel)).OrThrow());
    }
}
