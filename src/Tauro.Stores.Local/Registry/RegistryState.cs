using System.Globalization;
using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Rules;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Registry;

/// <summary>Registered models and their versions, in memory.</summary>
internal sealed class RegistryState : LocalState
{
    private static readonly Dictionary<string, Func<JsonElement, string>> WebhookSecrets = new()
    {
        ["secret"] = TrailSecret.Hide, ["url"] = TrailSecret.HideInUrl,
    };

    /// <param name="stages">The stages that there are; null for the default ones.</param>
    public RegistryState(ModelStages? stages = null) : base("registry", "versions", ArtifactResource)
    {
        Stages = stages ?? ModelStages.Default;
        Versions = new VersionTable
        {
            KeyMembers = ["model_id", "version"],
            Trail = new TrailRule<VersionDocument>("model_version", GetSubject) { KeepsLargeValues = true },
        };
        Models.Counts.Totals = [ArtifactBytes];
        SetTables(Models, DeletedModels, Versions, Webhooks, Policies, Checks, Approvals);
    }

    public ModelStages Stages { get; }

    public ModelTable Models { get; } = new()
    {
        Trail = new TrailRule<RegisteredModel>(
            "model", (model, _) => new TrailSubject($"models/{model.Name}", StableResource(model.ModelId)))
        {
            KeepsLargeValues = true,
        },
    };

    /// <summary>Deleted models that still have versions, which no reader finds.</summary>
    public DocumentTable<RegisteredModel> DeletedModels { get; } =
        new(TableId.DeletedModels, "models/deleted", model => model.ModelId);

    public VersionTable Versions { get; }

    public DocumentTable<Webhook> Webhooks { get; } =
        new(TableId.Webhooks, "webhooks/webhooks", webhook => webhook.WebhookId)
        {
            // The position is the progress of deliveries, not a change that somebody made.
            Trail = new TrailRule<Webhook>(
                "webhook", webhook => $"webhooks/{webhook.WebhookId}", webhook => webhook with { Position = 0 })
            {
                Secrets = WebhookSecrets,
            },
        };

    public PolicyTable Policies { get; } = new()
    {
        Trail = new TrailRule<Policy>("policy", policy => $"policies/{policy.Name}/versions/{policy.Version}")
        {
            Secrets = WebhookSecrets, // Of a hook.
        },
    };

    /// <summary>The checks of each version that has any.</summary>
    public DocumentTable<VersionChecks> Checks { get; } =
        new(TableId.Checks, "policies/checks", checks => checks.Key)
        {
            Trail = new TrailRule<VersionChecks>("version_checks", checks => $"checks/{checks.Key}"),
        };

    /// <summary>The requests for approval of each version that has any.</summary>
    public DocumentTable<VersionApprovals> Approvals { get; } =
        new(TableId.Approvals, "policies/approvals", approvals => approvals.Key)
        {
            Trail = new TrailRule<VersionApprovals>("version_approvals", approvals => $"approvals/{approvals.Key}"),
        };

    /// <summary>
    /// Whether versions of a deleted model with this name are still being removed from the current workspace.
    /// </summary>
    public bool IsReserved(string name) => IsReserved(CurrentWorkspace.Value, name);

    /// <inheritdoc cref="IsReserved(string)"/>
    public bool IsReserved(WorkspaceName workspace, string name) =>
        DeletedModels.All.Any(model => model.Workspace == workspace && model.Name == name);

    /// <summary>Returns the hold on a version or on its model; null for none.</summary>
    public Hold? HoldOn(ModelId modelId, int version) => Holds.Count == 0
        ? null
        : Holds.Find(StableResource(modelId, version)) ?? Holds.Find(StableResource(modelId));

    /// <summary>Returns a hold on a model or on one of its versions; null for none.</summary>
    public Hold? HoldIn(ModelId modelId) => Holds.Find(StableResource(modelId))
        ?? Holds.All.FirstOrDefault(hold => hold.Key.StartsWith(
            $"{StableResource(modelId)}/", StringComparison.Ordinal));

    /// <summary>Loads a model of the current workspace with its versions; null when none has the name.</summary>
    public ModelAggregate? Load(string name) => Models.FindByName(name) is { } model ? Load(model) : null;

    public ModelAggregate Load(RegisteredModel model) => new(model, VersionsOf(model));

    public ModelVersions VersionsOf(RegisteredModel model) => new(Versions, model.ModelId);

    /// <summary>Returns a version in a stage that there is not, as <c>name/number</c>; null for none.</summary>
    public (ModelStage Stage, string Version)? FindUnknownStage()
    {
        foreach (var model in Models.All)
        {
            foreach (var (stage, numbers) in Versions.NumbersOf(model.ModelId).ByStage)
            {
                if (Stages.Check(stage) is not null)
                    return (stage, string.Create(CultureInfo.InvariantCulture, $"{model.Name}/{numbers[0]}"));
            }
        }

        return null;
    }

    /// <summary>Returns the number of versions of a model; 0 when none has the name.</summary>
    public int CountVersions(string name) => Models.FindByName(name) is { } model ? VersionsOf(model).Count : 0;

    /// <summary>
    /// Returns the versions whose source is a version of a model by its name only. An earlier build stored them so.
    /// </summary>
    public IEnumerable<VersionDocument> MadeByName(RegisteredModel model) => VersionsOf(model).Keys
        .SelectMany(number => Versions.KeysOfSource(model.Name, number)).Select(Versions.Find)
        .OfType<VersionDocument>();

    /// <summary>Returns the model of the version that a source names; null for none.</summary>
    public ModelId? FindSourceModel(string? source) =>
        ModelSources.TryParse(source, out var name, out var number) && Models.FindByName(name) is { } model
        && Versions.Find(VersionDocument.KeyOf(model.ModelId, number)) is not null
            ? model.ModelId
            : null;

    /// <summary>Returns versions with their models, without those of deleted models.</summary>
    public IEnumerable<(RegisteredModel Model, VersionDocument Document)> WithModels(IEnumerable<string> keys) =>
        from key in keys
        let document = Versions.Find(key)
        where document is not null
        let model = Models.Find(document.Version.ModelId)
        where model is not null
        select (model, document);

    /// <summary>Returns the resource of a model by its id.</summary>
    public static string StableResource(ModelId modelId) => $"models/{modelId}";

    /// <summary>Returns the resource of a version by the id of its model.</summary>
    public static string StableResource(ModelId modelId, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"models/{modelId}/versions/{version}");

    public override WorkspaceName FindWorkspace(string resource, WorkspaceName? current) =>
        (resource.Split('/') switch
        {
            ["models" or "checks" or "approvals", var modelId, ..] =>
                (Models.Find(modelId) ?? DeletedModels.Find(modelId))?.Workspace,
            ["webhooks", var id, ..] => Webhooks.Find(id)?.Workspace,
            _ => null,
        }) ?? base.FindWorkspace(resource, current);

    public override StorageQuota? FindBytesQuota(WorkspaceQuotas? quotas) => StorageQuota.ForModelBytes(quotas);

    protected override IEnumerable<ArtifactPath> FoldersOf(Hold hold)
    {
        string? folder = hold.Key.Split('/') switch
        {
            [_, var modelId] => modelId,
            [_, var modelId, _, var number] => $"{modelId}/{number}",
            _ => null,
        };
        return ArtifactPath.TryParse(folder, out var path, out _) ? [path] : [];
    }

    private static string ArtifactResource(string path) =>
        path.Split('/', 3) is [var modelId, var version, var file]
            ? $"models/{modelId}/versions/{version}/artifacts/{file}"
            : $"artifacts/{path}";

    private TrailSubject GetSubject(VersionDocument document, PendingDocuments pending)
    {
        var id = document.Version.ModelId;
        var model = pending(TableId.Models, id) as RegisteredModel ?? Models.Find(id) ?? DeletedModels.Find(id);
        return new TrailSubject(
            string.Create(CultureInfo.InvariantCulture, $"models/{model?.Name ?? id}/versions/{document.Number}"),
            StableResource(id, document.Number));
    }

    /// <summary>Returns the versions of a model in a stage, by number; none when no model has the name.</summary>
    public IEnumerable<VersionDocument> VersionsIn(string name, ModelStage stage) =>
        Models.FindByName(name) is { } model ? VersionsOf(model).In(stage) : [];
}
