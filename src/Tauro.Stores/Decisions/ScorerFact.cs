using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to scorers: a document stored or removed.</summary>
public abstract record ScorerFact
{
    private ScorerFact()
    {
    }

    /// <summary>Stores the version.</summary>
    public sealed record PutVersion(ScorerVersion Version) : ScorerFact;

    /// <summary>Removes the version.</summary>
    public sealed record RemoveVersion(ScorerVersion Version) : ScorerFact;

    /// <summary>Stores the scorer's online scoring.</summary>
    public sealed record PutOnlineScoring(OnlineScoring Scoring) : ScorerFact;

    /// <summary>Removes the scorer's online scoring.</summary>
    public sealed record RemoveOnlineScoring(ScorerId ScorerId) : ScorerFact;
}
