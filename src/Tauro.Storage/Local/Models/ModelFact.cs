using System.Text.Json.Serialization;
using Tauro.Contracts.Models;

namespace Tauro.Storage.Local.Models;

/// <summary>
/// One step of the registry's state as the journal keeps it: a whole document put in place or taken away. Facts hold
/// outcomes, not intents, so replaying them needs no rule that may have changed since.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PutModel), "put_model")]
[JsonDerivedType(typeof(RemoveModel), "remove_model")]
[JsonDerivedType(typeof(PutVersion), "put_version")]
[JsonDerivedType(typeof(RemoveVersion), "remove_version")]
internal abstract record ModelFact
{
    private ModelFact()
    {
    }

    internal sealed record PutModel(RegisteredModel Model) : ModelFact;

    /// <summary>Takes its versions along.</summary>
    internal sealed record RemoveModel(string ModelId) : ModelFact;

    internal sealed record PutVersion(VersionDocument Document) : ModelFact;

    internal sealed record RemoveVersion(string ModelId, int Version) : ModelFact;
}
