using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Guards;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// Requires that the sender of a request may read the source of a new version, because the registry reads it as
/// itself. If that depends on the run or logged model, Tracking decides.
/// </summary>
internal sealed class SourceAccess(TrackingArtifacts tracking, ModelAccess models)
{
    /// <exception cref="AccessDeniedException">The sender may not read the source.</exception>
    /// <exception cref="StorageUnavailableException">Tracking does not respond.</exception>
    public async Task Require(HttpContext context, NewModelVersion version, CancellationToken cancel)
    {
        RunId?[] runs = [version.SourceRunId, VersionSource.GetRun(version.Source)];
        foreach (var runId in runs.OfType<RunId>().Distinct())
            await Require(context, ResourceType.Run, runId, cancel);
        LoggedModelId?[] loggedModels = [version.LoggedModelId, VersionSource.GetModel(version.Source)];
        foreach (var modelId in loggedModels.OfType<LoggedModelId>().Distinct())
            await Require(context, ResourceType.LoggedModel, modelId, cancel);
        if (ModelSources.TryParse(version.Source, out var name, out _))
        {
            context.RequireScope(AccessScope.Read);
            if (await models.HidesOrMisses(name, ResourceType.RegisteredModelVersion, cancel))
                throw Denied(ResourceType.RegisteredModelVersion, name);
        }
    }

    private async Task Require(HttpContext context, ResourceType type, string id, CancellationToken cancel)
    {
        // Without a workspace, it may read all that it may read in any.
        if (context.GetPrincipal().Workspace is null && context.IsAllowed(AccessAction.Read, type)) return;
        var path = type == ResourceType.Run ? "runs" : "logged-models";
        if (BearerToken.Read(context.Request) is not { } token
            || !await IsReadable($"/api/v1/{path}/{Uri.EscapeDataString(id)}", token, cancel))
            throw Denied(type, id);
    }

    private async Task<bool> IsReadable(string path, string token, CancellationToken cancel)
    {
        try
        {
            return await tracking.IsReadable(path, token, cancel);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new StorageUnavailableException(
                "Tracking does not respond, so whether you may read the source is not known; try again.", failure);
        }
    }

    private static AccessDeniedException Denied(ResourceType type, string id) => new(
        $"You may not read the source of the version, or it does not exist: "
        + $"{new AccessRequirement(AccessAction.Read, type)} '{NameRules.Excerpt(id)}'.");
}
