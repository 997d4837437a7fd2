using Tauro.Contracts.Access;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation of a store of scorers whether the principal of the request may do it with their
/// experiment. What it may not see is reported as missing; what it may see but not do throws
/// <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedScorerStore(IScorerStore store, ExperimentAccess access) : IScorerStore
{
    public async ValueTask<StoreOutcome<ScorerVersion>> Register(
        ExperimentId experimentId, string name, string serializedScorer, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.Register(experimentId, name, serializedScorer, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> List(
        IReadOnlyList<ExperimentId>? experimentIds, CancellationToken cancel = default)
    {
        foreach (var experimentId in experimentIds ?? [])
            if (await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false))
                return ExperimentWrites.NotFound(experimentId);
        return await store.List(
            experimentIds ?? await access.FindActive(ResourceType.Scorer, cancel).ConfigureAwait(false), cancel)
            .ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> Versions(
        ExperimentId experimentId, string name, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.Versions(experimentId, name, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ScorerVersion>> Get(
        ExperimentId experimentId, string name, int? version = null, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.Get(experimentId, name, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> Delete(
        ExperimentId experimentId, string name, int? version = null, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.Delete(experimentId, name, version, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<OnlineScoring>> SetOnlineScoring(
        ExperimentId experimentId, string name, double sampleRate, string? filter,
        CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.SetOnlineScoring(experimentId, name, sampleRate, filter, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<OnlineScoring>>> OnlineScorings(
        IReadOnlyList<ScorerId> scorerIds, CancellationToken cancel = default)
    {
        var found = await store.OnlineScorings(scorerIds, cancel).ConfigureAwait(false);
        return found.IsOk
            && await access.FindVisible(ResourceType.Scorer, cancel).ConfigureAwait(false) is { } visible
                ? StoreOutcome<IReadOnlyList<OnlineScoring>>.Ok(
                    [.. found.Value.Where(scoring => visible.Contains(scoring.ExperimentId))])
                : found;
    }

    private ValueTask<bool> Hides(ExperimentId experimentId, AccessAction action, CancellationToken cancel) =>
        access.Hides(experimentId, action, ResourceType.Scorer, cancel);
}
