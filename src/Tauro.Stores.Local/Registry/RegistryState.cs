using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Registry;

/// <summary>Registered models and their versions, in memory.</summary>
internal sealed class RegistryState : LocalState
{
    public RegistryState() : base("registry", "versions")
    {
        Models = new ModelTable(Versions);
        Versions.Complete = document =>
            Complete(document) is { } version ? document with { Version = version } : document;
        SetTables(Models, Versions, Webhooks);
    }

    public ModelTable Models { get; }

    public VersionTable Versions { get; } = new();

    public DocumentTable<Webhook> Webhooks { get; } =
        new(TableId.Webhooks, "webhooks/webhooks", webhook => webhook.WebhookId);

    /// <summary>Loads a model with its versions; null when none has the name.</summary>
    public ModelAggregate? Load(string name) => Models.FindByName(name) is { } model ? Load(model) : null;

    public ModelAggregate Load(RegisteredModel model) => new(model, VersionsOf(model));

    public ModelVersions VersionsOf(RegisteredModel model) => new(Versions, model.ModelId);

    /// <summary>Fills in what a version takes from its model; null when the model no longer exists.</summary>
    public ModelVersion? Complete(VersionDocument document) =>
        Models.Find(document.Version.ModelId) is { } model
            ? ModelAggregate.Complete(model, document.Version)
            : null;
}
