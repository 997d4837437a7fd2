using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Registry;

/// <summary>Registered models and their versions, in memory.</summary>
internal sealed class RegistryState : LocalState
{
    public RegistryState() : this(new VersionTable())
    {
    }

    private RegistryState(VersionTable versions) : this(
        new ModelTable(versions), versions, new DocumentTable<Webhook>(22, "webhooks/webhooks", hook => hook.WebhookId))
    {
    }

    private RegistryState(ModelTable models, VersionTable versions, DocumentTable<Webhook> webhooks)
        : base("registry", "versions", models, versions, webhooks)
    {
        (Models, Versions, Webhooks) = (models, versions, webhooks);
        versions.Complete = document => Models.Find(document.Version.ModelId) is { } model
            ? document with { Version = new ModelEntry(model, this).Complete(document.Version) }
            : document;
    }

    public ModelTable Models { get; }

    public VersionTable Versions { get; }

    public DocumentTable<Webhook> Webhooks { get; }

    public StoreOutcome<ModelEntry> Find(string name) =>
        Models.FindByName(name) is { } model
            ? new ModelEntry(model, this)
            : StoreProblem.NotFound(ProblemCodes.ModelNotFound, $"There is no registered model '{name}'.");

    /// <summary>A version with what it has from its model; null when the model is gone.</summary>
    public ModelVersion? Complete(VersionDocument document) =>
        Models.Find(document.Version.ModelId) is { } model
            ? new ModelEntry(model, this).Complete(document.Version)
            : null;
}
