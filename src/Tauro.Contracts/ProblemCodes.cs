namespace Tauro.Contracts;

/// <summary>
/// The stable, machine-readable <c>code</c> of every problem that Tauro returns.
/// Each has an entry in <c>docs/reference/problems.md</c>.
/// </summary>
public static class ProblemCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidName = "invalid_name";
    public const string InvalidPath = "invalid_path";
    public const string InvalidFilter = "invalid_filter";
    public const string InvalidPageToken = "invalid_page_token";
    public const string InvalidSource = "invalid_source";
    public const string LimitReached = "limit_reached";
    public const string QuotaExceeded = "quota_exceeded";
    public const string LimitExceeded = "limit_exceeded";
    public const string RouteNotFound = "route_not_found";
    public const string ForeignHost = "foreign_host";
    public const string ForeignOrigin = "foreign_origin";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string RateLimited = "rate_limited";
    public const string SetupRequired = "setup_required";
    public const string IdentityUnavailable = "identity_unavailable";

    public const string AccountNotFound = "account_not_found";
    public const string AccountNameTaken = "account_name_taken";
    public const string LastAdmin = "last_admin";
    public const string PasswordRefused = "password_refused";
    public const string InvalidSetupToken = "invalid_setup_token";
    public const string ApiKeyNotFound = "api_key_not_found";
    public const string ApiKeyRevoked = "api_key_revoked";
    public const string SessionNotFound = "session_not_found";
    public const string RoleNotFound = "role_not_found";
    public const string RoleNameTaken = "role_name_taken";
    public const string WorkspaceNotFound = "workspace_not_found";
    public const string WorkspaceNameTaken = "workspace_name_taken";
    public const string WorkspaceNotEmpty = "workspace_not_empty";
    public const string DefaultWorkspace = "default_workspace";
    public const string PermissionNotFound = "permission_not_found";
    public const string PermissionExists = "permission_exists";
    public const string ExternalLoginNotFound = "external_login_not_found";
    public const string ExternalLoginTaken = "external_login_taken";
    public const string GroupRuleNotFound = "group_rule_not_found";

    public const string ExperimentNotFound = "experiment_not_found";
    public const string ExperimentNameTaken = "experiment_name_taken";
    public const string ExperimentDeleted = "experiment_deleted";
    public const string DefaultExperiment = "default_experiment";
    public const string ExperimentNotDeleted = "experiment_not_deleted";
    public const string BeingPurged = "being_purged";
    public const string InUseByVersion = "in_use_by_version";

    public const string RunNotFound = "run_not_found";
    public const string RunDeleted = "run_deleted";
    public const string RunNotDeleted = "run_not_deleted";
    public const string ParamImmutable = "param_immutable";
    public const string TagNotFound = "tag_not_found";

    public const string LoggedModelNotFound = "logged_model_not_found";

    public const string TraceNotFound = "trace_not_found";
    public const string AssessmentNotFound = "assessment_not_found";

    public const string DatasetNotFound = "dataset_not_found";
    public const string ScorerNotFound = "scorer_not_found";
    public const string IssueNotFound = "issue_not_found";
    public const string LabelSchemaNotFound = "label_schema_not_found";
    public const string LabelSchemaNameTaken = "label_schema_name_taken";
    public const string ReviewQueueNotFound = "review_queue_not_found";
    public const string ReviewQueueNameTaken = "review_queue_name_taken";
    public const string ReviewItemNotFound = "review_item_not_found";

    public const string ModelNotFound = "model_not_found";
    public const string ModelNameTaken = "model_name_taken";
    public const string ModelBeingDeleted = "model_being_deleted";
    public const string VersionNotFound = "version_not_found";
    public const string VersionNotPending = "version_not_pending";
    public const string VersionNotReady = "version_not_ready";
    public const string AliasNotFound = "alias_not_found";

    public const string NothingToRollBack = "nothing_to_roll_back";

    public const string InvalidPolicy = "invalid_policy";
    public const string PolicyNotFound = "policy_not_found";
    public const string PromotionRefused = "promotion_refused";
    public const string ProposalChanged = "proposal_changed";
    public const string OverrideNotAllowed = "override_not_allowed";
    public const string CheckOutdated = "check_outdated";
    public const string ApprovalNotFound = "approval_not_found";
    public const string ApprovalClosed = "approval_closed";
    public const string ApprovalDecided = "approval_decided";
    public const string ApprovalByAuthor = "approval_by_author";

    public const string OnHold = "on_hold";
    public const string HoldNotFound = "hold_not_found";
    public const string RetentionPolicyNotFound = "retention_policy_not_found";
    public const string RetentionJobNotFound = "retention_job_not_found";

    public const string InvalidMetricRule = "invalid_metric_rule";
    public const string MetricRuleNotFound = "metric_rule_not_found";

    public const string ArtifactNotFound = "artifact_not_found";
    public const string ArtifactIsDirectory = "artifact_is_directory";
    public const string ArtifactIsFile = "artifact_is_file";
    public const string ArtifactsElsewhere = "artifacts_elsewhere";
    public const string UploadNotFound = "upload_not_found";
    public const string UploadOffsetMismatch = "upload_offset_mismatch";
    public const string ChecksumMismatch = "checksum_mismatch";
    public const string SizeMismatch = "size_mismatch";

    public const string WebhookNotFound = "webhook_not_found";

    public const string BeforeTrail = "before_trail";

    public const string EventsExpired = "events_expired";
    public const string DeadEventNotFound = "dead_event_not_found";
    public const string RedeliveryFailed = "redelivery_failed";

    public const string StorageFull = "storage_full";
    public const string StorageUnavailable = "storage_unavailable";
    public const string StorageBusy = "storage_busy";
    public const string BodiesBusy = "bodies_busy";
    public const string DataDamaged = "data_damaged";
    public const string UpstreamUnavailable = "upstream_unavailable";
    public const string InternalError = "internal_error";
}
