using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Registry.Api.Sourcing;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

/// <summary>Unlike the native API, the model must exist, and the version is READY immediately.</summary>
internal static class CreateModelVersion
{
    public static async Task<MlflowAnswer> Handle(
        MlflowRequest request, IModelStore store, TrackingArtifacts tracking)
    {
        var named = new Named(request.RequiredText("name"));
        var version = Read(request);
        if (ModelTags.SayPrompt(version.Tags!)) SourceRules.CheckPrompt(version.Source!);
        else SourceRules.Check(version.Source!, version.LoggedModelId is null ? "run_id" : "model_id");
        ModelNames.Check(named.Model);
        ModelTags.Check(version.Tags!);
        var location = await ModelUris.Resolve(version.Source!, store, tracking, request.Cancel);
        var created = named.Found(await store.RegisterVersion(
            named.Model, version with { StorageLocation = location }, mustExist: true, request.Cancel));
        return RegistryWire.Answer(created);
    }

    private static NewModelVersion Read(MlflowRequest request) => new(
        ArtifactMode: ArtifactMode.External,
        Source: request.RequiredText("source"),
        SourceRunId: request.Id<RunId>("run_id"),
        Description: Given(request.Text("description")),
        Tags: ModelTags.Read(request))
    {
        RunLink = Given(request.Text("run_link")),
        LoggedModelId = Given(request.Text("model_id")),
    };

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}
