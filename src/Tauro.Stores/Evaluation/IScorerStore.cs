using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Evaluation;

/// <summary>
/// Scorers by experiment, each with versions, and their settings for scoring new traces. Durability and refusals are
/// as in <see cref="IEvaluationStore"/>.
/// </summary>
public interface IScorerStore
{
    /// <summary>Registers a new version, numbered one above the latest.</summary>
    ValueTask<StoreOutcome<ScorerVersion>> Register(
        ExperimentId experimentId, string name, string serializedScorer, CancellationToken cancel = default);

    /// <summary>Lists the latest version of each, by experiment and name; null for all active experiments.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> List(
        IReadOnlyList<ExperimentId>? experimentIds, CancellationToken cancel = default);

    /// <summary>Lists the versions of a scorer, oldest first.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> Versions(
        ExperimentId experimentId, string name, CancellationToken cancel = default);

    /// <summary>Gets a version; the latest when none is given.</summary>
    ValueTask<StoreOutcome<ScorerVersion>> Get(
        ExperimentId experimentId, string name, int? version = null, CancellationToken cancel = default);

    /// <summary>Deletes one version, or all; deleting the last one deletes the online scoring.</summary>
    ValueTask<StoreOutcome<Done>> Delete(
        ExperimentId experimentId, string name, int? version = null, CancellationToken cancel = default);

    /// <summary>Sets the online scoring, replacing any existing one.</summary>
    ValueTask<StoreOutcome<OnlineScoring>> SetOnlineScoring(
        ExperimentId experimentId, string name, double sampleRate, string? filter, CancellationToken cancel = default);

    /// <summary>Gets the online scoring of each scorer that has one.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<OnlineScoring>>> OnlineScorings(
        IReadOnlyList<ScorerId> scorerIds, CancellationToken cancel = default);
}
