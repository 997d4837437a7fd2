using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class TransitionStage
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadVersion(request);
        var value = request.RequiredString("stage");
        var archive = request.Flag("archive_existing_versions") ?? false;
        var stage = StageNames.Parse(value);
        if (archive && stage is not (ModelStage.Staging or ModelStage.Production))
            throw MlflowException.Invalid(
                $"Model version transition cannot archive existing model versions because '{value}' is not an Active "
                + "stage. Valid stages are ['Staging', 'Production']");
        return RegistryWire.ToResponse(target.OrThrow(
            await store.TransitionStage(target.Model, target.Number, stage, archive, request.Cancel)));
    }
}
