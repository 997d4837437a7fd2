using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Evaluation;

/// <summary>
/// Scorers by experiment, each in versions, and how they are meant to be used on arriving traces. Durability and
/// refusals are as in <see cref="IEvaluationStore"/>.
/// </summary>
public interface IScorerStore
{
    /// <summary>A new version, one more than the greatest there is.</summary>
    ValueTask<StoreOutcome<ScorerVersion>> Register(
        string experimentId, string name, string serializedScorer, CancellationToken cancel = default);

    /// <summary>The latest version of each, by experiment and name; null for those of all active experiments.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> List(
        IReadOnlyList<string>? experimentIds, CancellationToken cancel = default);

    /// <summary>The oldest first.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<ScorerVersion>>> Versions(
        string experimentId, string name, CancellationToken cancel = default);

    /// <summary>The latest when no version is asked for.</summary>
    ValueTask<StoreOutcome<ScorerVersion>> Get(
        string experimentId, string name, int? version = null, CancellationToken cancel = default);

    /// <summary>One version, or all; the last takes the online scoring along.</summary>
    ValueTask<StoreOutcome<Done>> Delete(
        string experimentId, string name, int? version = null, CancellationToken cancel = default);

    /// <summary>Takes the place of what there was.</summary>
    ValueTask<StoreOutcome<OnlineScoring>> SetOnlineScoring(
        string experimentId, string name, double sampleRate, string? filter, CancellationToken cancel = default);

    /// <summary>Those that there are.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<OnlineScoring>>> OnlineScorings(
        IReadOnlyList<string> scorerIds, CancellationToken cancel = default);
}
