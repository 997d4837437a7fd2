using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Guards;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// What a new version requires of its source. The registry reads it as itself, so the sender of the request must be
/// allowed to read it too. Who may not read all runs, or all logged models, is asked for at Tracking.
/// </summary>
internal sealed class SourceAccess(TrackingArtifacts tracking, ModelAccess models)
{
    private const string RunScheme = "runs:";
    private const string ModelScheme = "models:";

    /// <exception cref="AccessDeniedException">The sender may not read the source.</exception>
    public async Task Require(HttpContext context, NewModelVersion version, CancellationToken cancel)
    {
        var source = version.Source ?? "";
        if (version.SourceRunId is { } runId) await Require(context, ResourceType.Run, runId, cancel);
        if (source.StartsWith(RunScheme, StringComparison.OrdinalIgnoreCase))
            await Require(
                context, ResourceType.Run, RunsUri.TryParse(source, out var uri, out _) ? uri.RunId : "", cancel);
        if (ModelSources.TryParse(source, out var name, out _))
        {
            if (await models.HidesOther(name, cancel)) throw Denied(ResourceType.RegisteredModelVersion, name);
        }
        else if (source.StartsWith(ModelScheme, StringComparison.OrdinalIgnoreCase))
            await Require(context, ResourceType.LoggedModel, source[ModelScheme.Length..].Trim('/'), cancel);
        if (version.LoggedModelId is { } modelId)
            await Require(context, ResourceType.LoggedModel, modelId, cancel);
    }

    private async Task Require(HttpContext context, ResourceType type, string id, CancellationToken cancel)
    {
        if (context.IsAllowed(AccessAction.Read, type)) return;
        var path = type == ResourceType.Run ? "runs" : "logged-models";
        if (id.Length == 0 || BearerToken.Read(context.Request) is not { } token
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
