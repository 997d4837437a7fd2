using Tauro.Contracts.Ids;
using Tauro.Contracts.Retention;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to retention policies, holds or jobs.</summary>
public abstract record RetentionFact
{
    private RetentionFact()
    {
    }

    /// <summary>Stores a version of a policy.</summary>
    public sealed record PutPolicy(RetentionPolicy Policy) : RetentionFact;

    /// <summary>Stores a hold.</summary>
    public sealed record PutHold(Hold Hold) : RetentionFact;

    /// <summary>Removes a hold.</summary>
    public sealed record RemoveHold(string Key) : RetentionFact;

    /// <summary>Stores how far a job is.</summary>
    public sealed record PutJob(RetentionJob Job) : RetentionFact;

    /// <summary>Removes an old job.</summary>
    public sealed record RemoveJob(RetentionJobId JobId) : RetentionFact;
}
