using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Models;

/// <summary>Writes the facts of decisions about models and versions into a change.</summary>
internal static class ModelFactWriter
{
    public static void Write(RegistryState state, Change change, ModelFact fact)
    {
        switch (fact)
        {
            case ModelFact.PutModel put: change.Put(state.Models, Compact(put.Model)); break;
            case ModelFact.RemoveModel remove: change.Remove(state.Models, remove.ModelId); break;
            case ModelFact.PutDeletedModel put: change.Put(state.DeletedModels, Compact(put.Model)); break;
            case ModelFact.RemoveDeletedModel remove: change.Remove(state.DeletedModels, remove.ModelId); break;
            case ModelFact.PutVersion put: change.Put(state.Versions, Compact(put.Document)); break;
            case ModelFact.RemoveVersion remove: RemoveVersion(state, change, remove.Key); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    /// <summary>Removes a version with its checks and approvals.</summary>
    private static void RemoveVersion(RegistryState state, Change change, string key)
    {
        change.Remove(state.Versions, key);
        if (state.Checks.Find(key) is not null) change.Remove(state.Checks, key);
        if (state.Approvals.Find(key) is not null) change.Remove(state.Approvals, key);
    }

    /// <summary>Converts a document to its compact form in memory.</summary>
    private static RegisteredModel Compact(RegisteredModel model) => model with { Tags = StringMap.From(model.Tags) };

    /// <inheritdoc cref="Compact(RegisteredModel)"/>
    private static VersionDocument Compact(VersionDocument document) => document with
    {
        Version = document.Version with { Name = "", Aliases = [], Tags = StringMap.From(document.Version.Tags) },
    };
}
