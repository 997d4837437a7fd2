using System.Collections.Frozen;
using System.Text.Json;
using Tauro.Contracts.Json;

namespace Tauro.Contracts.Events;

/// <summary>Maps the CloudEvents type of every event to its record.</summary>
public static class EventCatalog
{
    private static readonly FrozenDictionary<string, Type> ByName = new Dictionary<string, Type>
    {
        ["tauro.experiment.created"] = typeof(ExperimentCreated),
        ["tauro.experiment.updated"] = typeof(ExperimentUpdated),
        ["tauro.experiment.deleted"] = typeof(ExperimentDeleted),
        ["tauro.experiment.restored"] = typeof(ExperimentRestored),
        ["tauro.experiment.moved"] = typeof(ExperimentMoved),
        ["tauro.experiment.purged"] = typeof(ExperimentPurged),
        ["tauro.run.started"] = typeof(RunStarted),
        ["tauro.run.updated"] = typeof(RunUpdated),
        ["tauro.run.ended"] = typeof(RunEnded),
        ["tauro.run.stale"] = typeof(RunStale),
        ["tauro.run.deleted"] = typeof(RunDeleted),
        ["tauro.run.restored"] = typeof(RunRestored),
        ["tauro.run.purged"] = typeof(RunPurged),
        ["tauro.run.linked_to_version"] = typeof(RunLinkedToVersion),
        ["tauro.metrics.logged"] = typeof(MetricsLogged),
        ["tauro.params.logged"] = typeof(ParamsLogged),
        ["tauro.metric_rule.created"] = typeof(MetricRuleCreated),
        ["tauro.metric_rule.deleted"] = typeof(MetricRuleDeleted),
        ["tauro.metric.threshold_exceeded"] = typeof(MetricThresholdExceeded),
        ["tauro.metric.recovered"] = typeof(MetricRecovered),
        ["tauro.limit.reached"] = typeof(LimitReached),
        ["tauro.artifact.logged"] = typeof(ArtifactLogged),
        ["tauro.artifact.deleted"] = typeof(ArtifactDeleted),
        ["tauro.logged_model.created"] = typeof(LoggedModelCreated),
        ["tauro.logged_model.completed"] = typeof(LoggedModelCompleted),
        ["tauro.logged_model.deleted"] = typeof(LoggedModelDeleted),
        ["tauro.model.registered"] = typeof(ModelRegistered),
        ["tauro.model.updated"] = typeof(ModelUpdated),
        ["tauro.model.tag_set"] = typeof(ModelTagSet),
        ["tauro.model.tag_deleted"] = typeof(ModelTagDeleted),
        ["tauro.model.moved"] = typeof(ModelMoved),
        ["tauro.model.rolled_back"] = typeof(ModelRolledBack),
        ["tauro.model.deleted"] = typeof(ModelDeleted),
        ["tauro.model_version.created"] = typeof(ModelVersionCreated),
        ["tauro.model_version.ready"] = typeof(ModelVersionReady),
        ["tauro.model_version.failed"] = typeof(ModelVersionFailed),
        ["tauro.model_version.updated"] = typeof(ModelVersionUpdated),
        ["tauro.model_version.stage_changed"] = typeof(ModelVersionStageChanged),
        ["tauro.model_version.tag_set"] = typeof(ModelVersionTagSet),
        ["tauro.model_version.tag_deleted"] = typeof(ModelVersionTagDeleted),
        ["tauro.model_version.deleted"] = typeof(ModelVersionDeleted),
        ["tauro.model_alias.set"] = typeof(ModelAliasSet),
        ["tauro.model_alias.deleted"] = typeof(ModelAliasDeleted),
        ["tauro.policy.set"] = typeof(PolicySet),
        ["tauro.policy.deleted"] = typeof(PolicyDeleted),
        ["tauro.policy.violated"] = typeof(PolicyViolated),
        ["tauro.policy.overridden"] = typeof(PolicyOverridden),
        ["tauro.check.posted"] = typeof(CheckPosted),
        ["tauro.approval.requested"] = typeof(ApprovalRequested),
        ["tauro.approval.approved"] = typeof(ApprovalApproved),
        ["tauro.approval.rejected"] = typeof(ApprovalRejected),
        ["tauro.approval.withdrawn"] = typeof(ApprovalWithdrawn),
        ["tauro.approval.expired"] = typeof(ApprovalExpired),
        ["tauro.retention_policy.set"] = typeof(RetentionPolicySet),
        ["tauro.retention_policy.deleted"] = typeof(RetentionPolicyDeleted),
        ["tauro.retention.started"] = typeof(RetentionStarted),
        ["tauro.retention.completed"] = typeof(RetentionCompleted),
        ["tauro.hold.set"] = typeof(HoldSet),
        ["tauro.hold.released"] = typeof(HoldReleased),
        ["tauro.webhook.created"] = typeof(WebhookCreated),
        ["tauro.webhook.updated"] = typeof(WebhookUpdated),
        ["tauro.webhook.deleted"] = typeof(WebhookDeleted),
        ["tauro.account.created"] = typeof(AccountCreated),
        ["tauro.account.updated"] = typeof(AccountUpdated),
        ["tauro.account.deleted"] = typeof(AccountDeleted),
        ["tauro.api_key.created"] = typeof(ApiKeyCreated),
        ["tauro.api_key.revoked"] = typeof(ApiKeyRevoked),
        ["tauro.role.created"] = typeof(RoleCreated),
        ["tauro.role.updated"] = typeof(RoleUpdated),
        ["tauro.role.deleted"] = typeof(RoleDeleted),
        ["tauro.workspace.created"] = typeof(WorkspaceCreated),
        ["tauro.workspace.updated"] = typeof(WorkspaceUpdated),
        ["tauro.workspace.deleted"] = typeof(WorkspaceDeleted),
        ["tauro.external_login.created"] = typeof(ExternalLoginCreated),
        ["tauro.external_login.deleted"] = typeof(ExternalLoginDeleted),
        ["tauro.group_rule.created"] = typeof(GroupRuleCreated),
        ["tauro.group_rule.deleted"] = typeof(GroupRuleDeleted),
        ["tauro.event.dead"] = typeof(EventDead),
        ["tauro.event.dead_removed"] = typeof(DeadEventRemoved),
        ["tauro.service.started"] = typeof(ServiceStarted),
        ["tauro.health.changed"] = typeof(HealthChanged),
        ["tauro.circuit.opened"] = typeof(CircuitOpened),
        ["tauro.circuit.closed"] = typeof(CircuitClosed),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> ByType =
        ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every event type by name.</summary>
    public static IReadOnlyDictionary<string, Type> Types => ByName;

    /// <summary>The CloudEvents type of an event.</summary>
    public static string NameOf(LifecycleEvent lifecycleEvent) => ByType[lifecycleEvent.GetType()];

    /// <summary>The event's members as JSON.</summary>
    public static JsonElement DataOf(LifecycleEvent lifecycleEvent) =>
        JsonSerializer.SerializeToElement(lifecycleEvent, lifecycleEvent.GetType(), TauroJson.Options);

    /// <summary>Deserializes an event; null for a type that this version does not know.</summary>
    public static LifecycleEvent? Read(EventRecord record) =>
        ByName.TryGetValue(record.Type, out var type)
            ? (LifecycleEvent?)record.Data.Deserialize(type, TauroJson.Options)
            : null;
}
