using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write: a whole document put in place or taken away.</summary>
public abstract record ModelFact
{
    private ModelFact()
    {
    }

    /// <summary>The model as it is now.</summary>
    public sealed record PutModel(RegisteredModel Model) : ModelFact;

    /// <summary>The model is gone.</summary>
    public sealed record RemoveModel(string ModelId) : ModelFact;

    /// <summary>The version as it is now.</summary>
    public sealed record PutVersion(VersionDocument Document) : ModelFact;

    /// <summary>The version with this <see cref="VersionDocument.Key"/> is gone.</summary>
    public sealed record RemoveVersion(string Key) : ModelFact;
}
