using Tauro.Contracts.Access;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Models;

namespace Tauro.Stores.Guards;

/// <summary>Hides the past of models that the principal of the request may not see.</summary>
/// <param name="history">The history.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedModelHistory(IModelHistory history, ModelAccess access) : IModelHistory
{
    public ValueTask<StoreOutcome<RegisteredModel>> GetModel(
        string name, long time, CancellationToken cancel = default) =>
        GetVisible(name, time, ResourceType.RegisteredModel, cancel);

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersion(
        string name, int version, long time, CancellationToken cancel = default) =>
        (await GetVisible(name, time, ResourceType.RegisteredModelVersion, cancel).ConfigureAwait(false)).Problem
            ?? await history.GetVersion(name, version, time, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, long time, CancellationToken cancel = default) =>
        (await GetVisible(name, time, ResourceType.RegisteredModelVersion, cancel).ConfigureAwait(false)).Problem
            ?? await history.GetVersionByAlias(name, alias, time, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ModelTimeline>> GetTimeline(string name, CancellationToken cancel = default) =>
        await access.HidesOrMisses(name, ResourceType.RegisteredModel, cancel).ConfigureAwait(false)
            ? ModelAggregate.NotFound(name)
            : await history.GetTimeline(name, cancel).ConfigureAwait(false);

    private async ValueTask<StoreOutcome<RegisteredModel>> GetVisible(
        string name, long time, ResourceType type, CancellationToken cancel)
    {
        var found = await history.GetModel(name, time, cancel).ConfigureAwait(false);
        return found.IsOk && ModelAccess.Hides(found.Value, type)
            ? ModelAggregate.NotFoundAt(name, time)
            : found;
    }
}
