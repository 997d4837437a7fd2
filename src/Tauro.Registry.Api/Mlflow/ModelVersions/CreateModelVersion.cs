using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Registry.Api.Policies;
using Tauro.Registry.Api.Sourcing;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

/// <summary>Unlike the native API, the model must exist, and the version is READY immediately.</summary>
internal static class CreateModelVersion
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request, IModelStore store, SourceAccess source, TrackingArtifacts tracking, PolicyHooks hooks,
        [FromKeyedServices(GuardServices.Unguarded)] IModelStore sources)
    {
        var target = new ModelTarget(request.RequiredString("name"));
        var version = Read(request);
        if (ModelTags.HasPromptTag(version.Tags!)) SourceRules.CheckPrompt(version.Source!);
        else SourceRules.Check(version.Source!, version.LoggedModelId is null ? "run_id" : "model_id");
        ModelNames.Check(target.Model);
        ModelTags.Check(version.Tags!);
        await source.Require(request.Context, version, request.Cancel);
        if (version.SourceRunId is { } runId && await tracking.CheckRun(runId, request.Cancel) is { } refused)
            throw MlflowException.From(refused);
        // SourceAccess has decided. The guard would require to change the source, which is what this endpoint does.
        var location = await ModelUris.Resolve(version.Source!, sources, tracking, request.Cancel);
        var created = target.OrThrow((await hooks.Decide(
            verdicts => store.RegisterVersion(
                target.Model, version with { StorageLocation = location }, mustExist: true, verdicts, request.Cancel),
            request.Cancel)).WarnIn(request.Context));
        return RegistryWire.ToResponse(created);
    }

    private static NewModelVersion Read(MlflowRequest request) => new(
        ArtifactMode: ArtifactMode.External,
        Source: request.RequiredString("source"),
        SourceRunId: request.Id<RunId>("run_id"),
        Description: NullIfEmpty(request.String("description")),
        Tags: ModelTags.Read(request))
    {
        RegisteredBy = Actor.Resolve(null),
        RunLink = NullIfEmpty(request.String("run_link")),
        LoggedModelId = request.Id<LoggedModelId>("model_id"),
    };

    private static string? NullIfEmpty(string? value) => value is { Length: > 0 } ? value : null;
}
