using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Registry.Api.Policies;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class TransitionStage
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request, IModelStore store, GateEvidenceReader evidence, PolicyHooks hooks,
        ModelStages stages)
    {
        var target = ModelTarget.ReadVersion(request);
        var value = request.RequiredString("stage");
        var archive = request.Flag("archive_existing_versions") ?? false;
        var stage = StageNames.Parse(stages, value);
        if (archive && stage != ModelStage.Staging && stage != ModelStage.Production)
            throw MlflowException.Invalid(
                $"Model version transition cannot archive existing model versions because '{value}' is not an Active "
                + "stage. Valid stages are ['Staging', 'Production']");
        var read = target.OrThrow(await evidence.Read(target.Model, target.Number, stage, null, request.Cancel));
        var move = new StageMove(stage, archive, read);
        return RegistryWire.ToResponse(target.OrThrow(await hooks.Decide(
            verdicts => store.TransitionStage(
                target.Model, target.Number, move with { Hooks = verdicts }, request.Cancel),
            request.Cancel,
            () => evidence.CheckAgain(target.Model, target.Number, stage, null, request.Cancel))));
    }
}
