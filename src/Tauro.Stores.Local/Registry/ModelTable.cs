using System.Collections.Concurrent;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Registry;

/// <summary>Models by id, found by name.</summary>
internal sealed class ModelTable() :
    DocumentTable<RegisteredModel>(TableId.Models, "models/models", model => model.ModelId)
{
    private readonly ConcurrentDictionary<string, ModelId> ids = new(StringComparer.Ordinal);

    public RegisteredModel? FindByName(string name) =>
        // During a rename both names map to the model; only one of them is its own.
        ids.TryGetValue(name, out var id) && Find(id) is { } model && model.Name == name ? model : null;

    protected override void Changed(RegisteredModel? before, RegisteredModel? after)
    {
        if (after is not null) ids[after.Name] = after.ModelId;
        if (before is not null && before.Name != after?.Name)
            ids.TryRemove(new KeyValuePair<string, ModelId>(before.Name, before.ModelId));
    }
}
