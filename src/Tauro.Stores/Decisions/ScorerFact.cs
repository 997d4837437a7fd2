using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to scorers: a document put in place or removed.</summary>
public abstract record ScorerFact
{
    private ScorerFact()
    {
    }

    /// <summary>The version is there now.</summary>
    public sealed record PutVersion(ScorerVersion Version) : ScorerFact;

    /// <summary>The version is gone.</summary>
    public sealed record RemoveVersion(ScorerVersion Version) : ScorerFact;

    /// <summary>The scorer's online scoring as it is now.</summary>
    public sealed record PutOnlineScoring(OnlineScoring Scoring) : ScorerFact;

    /// <summary>The scorer has no online scoring any more.</summary>
    public sealed record RemoveOnlineScoring(string ScorerId) : ScorerFact;
}
