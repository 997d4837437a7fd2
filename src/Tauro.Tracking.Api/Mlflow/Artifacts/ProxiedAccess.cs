using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Guards;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// What a path of the artifact store requires. The files of logged models are in <c>{experiment_id}/models</c>, and a
/// folder above has them too. A principal without access to all of these needs a run or logged model that the path
/// belongs to. A path that belongs to none is refused like a hidden one.
/// </summary>
internal sealed class ProxiedAccess(IRunStore runs, ExperimentAccess access, ILoggedModelStore? models = null)
{
    private const string Models = "models";

    /// <exception cref="AccessDeniedException">The principal may not do that with the path.</exception>
    public async ValueTask Require(
        AccessAction action, ArtifactPath path, CancellationToken cancel)
    {
        if (!await IsAllowed(action, path, cancel))
            throw new AccessDeniedException(
                $"The path '{path}' belongs to no run or logged model with which you may do that.");
    }

    /// <summary>Whether the principal may do that with a path.</summary>
    /// <exception cref="AccessDeniedException">It may see what has the path, but not do that with it.</exception>
    public async ValueTask<bool> IsAllowed(
        AccessAction action, ArtifactPath path, CancellationToken cancel)
    {
        var segments = path.Value.Split('/');
        var isAbove = segments.Length == 1;
        var isOfModel = segments is [_, Models, ..];
        if (!access.IsLimited(action, ResourceType.Run)
            && ((!isAbove && !isOfModel) || !access.IsLimited(action, ResourceType.LoggedModel))) return true;
        if (isAbove) return await IsAllowedAbove(segments[0], action, cancel);
        return isOfModel
            ? segments is [_, _, var modelId, ..]
                && await IsAllowedOnModel(new LoggedModelId(modelId), action, path, cancel)
            : await RunArtifacts.FindOwner(runs, path.Value, cancel) is { } owner
                && !await access.Hides(owner.RunId, action, cancel);
    }

    /// <summary>
    /// Whether the principal may do that with everything in the folder of an experiment; the root has all of them.
    /// </summary>
    private async ValueTask<bool> IsAllowedAbove(string folder, AccessAction action, CancellationToken cancel)
    {
        var experimentId = new ExperimentId(folder);
        return (await runs.GetExperiment(experimentId, cancel)).IsOk
            && !await access.Hides(experimentId, action, ResourceType.Run, cancel)
            && !await access.Hides(experimentId, action, ResourceType.LoggedModel, cancel);
    }

    private async ValueTask<bool> IsAllowedOnModel(
        LoggedModelId modelId, AccessAction action, ArtifactPath path, CancellationToken cancel)
    {
        if (models is null || await access.Hides(modelId, action, cancel)) return false;
        var model = await models.GetLoggedModel(modelId, includeDeleted: true, cancel);
        return model.IsOk && ArtifactLocations.TryGetPath(model.Value.ArtifactUri, out var root)
            && (path.Value + "/").StartsWith(root.Value + "/", StringComparison.Ordinal);
    }
}
