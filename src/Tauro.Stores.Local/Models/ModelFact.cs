using Tauro.Contracts.Models;
using Tauro.Stores.Local.Registry;

namespace Tauro.Stores.Local.Models;

/// <summary>One step of a decided write: a whole document put in place or taken away.</summary>
internal abstract record ModelFact
{
    private ModelFact()
    {
    }

    internal sealed record PutModel(RegisteredModel Model) : ModelFact;

    internal sealed record RemoveModel(string ModelId) : ModelFact;

    internal sealed record PutVersion(VersionDocument Document) : ModelFact;

    internal sealed record RemoveVersion(string Key) : ModelFact;
}
