using System.Collections.Concurrent;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Access;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Registry;

/// <summary>Models by id, found by name.</summary>
internal sealed class ModelTable() :
    DocumentTable<RegisteredModel>(TableId.Models, "models/models", model => model.ModelId)
{
    private readonly ConcurrentDictionary<(WorkspaceName, string), ModelId> ids = new();

    /// <summary>How many models each workspace has.</summary>
    public WorkspaceCounts Counts { get; } = new();

    /// <summary>Finds a model of the current workspace.</summary>
    public RegisteredModel? FindByName(string name) => FindByName(CurrentWorkspace.Value, name);

    public RegisteredModel? FindByName(WorkspaceName workspace, string name) =>
        // During a rename or move, both names map to the model; only one of them is its own.
        ids.TryGetValue((workspace, name), out var id) && Find(id) is { } model
        && (model.Workspace, model.Name) == (workspace, name) ? model : null;

    protected override void Changed(RegisteredModel? before, RegisteredModel? after)
    {
        Counts.Changed((after ?? before)!.ModelId, before?.Workspace, after?.Workspace);
        if (after is not null) ids[(after.Workspace, after.Name)] = after.ModelId;
        if (before is not null && (before.Workspace, before.Name) != (after?.Workspace, after?.Name))
            ids.TryRemove(KeyValuePair.Create((before.Workspace, before.Name), before.ModelId));
    }
}
