using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to registered models: a document stored or removed.</summary>
public abstract record ModelFact
{
    private ModelFact()
    {
    }

    /// <summary>Stores the model.</summary>
    public sealed record PutModel(RegisteredModel Model) : ModelFact;

    /// <summary>Removes the model.</summary>
    public sealed record RemoveModel(ModelId ModelId) : ModelFact;

    /// <summary>Stores a deleted model until its last version is removed.</summary>
    public sealed record PutDeletedModel(RegisteredModel Model) : ModelFact;

    /// <summary>Removes the deleted model.</summary>
    public sealed record RemoveDeletedModel(ModelId ModelId) : ModelFact;

    /// <summary>Stores the version.</summary>
    public sealed record PutVersion(VersionDocument Document) : ModelFact;

    /// <summary>Removes the version with this <see cref="VersionDocument.Key"/>.</summary>
    public sealed record RemoveVersion(string Key) : ModelFact;
}
