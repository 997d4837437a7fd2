using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class TransitionStage
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.VersionOf(request);
        var text = request.RequiredText("stage");
        var archive = request.Flag("archive_existing_versions") ?? false;
        var stage = StageNames.Parse(text);
        if (archive && stage is not (ModelStage.Staging or ModelStage.Production))
            throw MlflowException.Invalid(
                $"Model version transition cannot archive existing model versions because '{text}' is not an Active "
                + "stage. Valid stages are ['Staging', 'Production']");
        return RegistryWire.Answer(named.Found(
            await store.TransitionStage(named.Model, named.Number, stage, archive, request.Cancel)));
    }
}
