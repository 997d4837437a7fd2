namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The number of a table in the journal, across all services. A number is never reused for another table.
/// </summary>
internal enum TableId : byte
{
    /// <summary>No table: metric points and events.</summary>
    None = 0,

    /// <summary>The position of each follower in an event log.</summary>
    Cursors = 1,

    /// <summary>Artifacts by path.</summary>
    Artifacts = 2,

    /// <summary>Uploads that are not complete.</summary>
    Uploads = 3,

    /// <summary>Deletions of artifacts that are in progress.</summary>
    Deletions = 4,

    /// <summary>Events that a consumer could not handle.</summary>
    DeadEvents = 5,

    /// <summary>The parts of uploads.</summary>
    Parts = 6,

    /// <summary>Experiments.</summary>
    Experiments = 10,

    /// <summary>Runs, with params, tags and latest metrics.</summary>
    Runs = 11,

    /// <summary>Datasets that are inputs of runs.</summary>
    Datasets = 12,

    /// <summary>The inputs and outputs of each run.</summary>
    RunInputs = 13,

    /// <summary>Logged models.</summary>
    LoggedModels = 14,

    /// <summary>Metrics of logged models.</summary>
    LoggedModelMetrics = 15,

    /// <summary>Rules on the metrics of runs.</summary>
    MetricRules = 16,

    /// <summary>How running runs meet metric rules.</summary>
    MetricRuleStates = 17,

    /// <summary>Registered models.</summary>
    Models = 20,

    /// <summary>Model versions.</summary>
    Versions = 21,

    /// <summary>Webhooks.</summary>
    Webhooks = 22,

    /// <summary>Deleted models that still have versions.</summary>
    DeletedModels = 23,

    /// <summary>Versions of policies.</summary>
    Policies = 24,

    /// <summary>The checks of each model version.</summary>
    Checks = 25,

    /// <summary>The requests for approval of each model version.</summary>
    Approvals = 26,

    /// <summary>Traces.</summary>
    Traces = 30,

    /// <summary>Assessments of traces.</summary>
    Assessments = 31,

    /// <summary>Spans of traces.</summary>
    Spans = 32,

    /// <summary>Evaluation datasets.</summary>
    EvaluationDatasets = 40,

    /// <summary>Records of evaluation datasets.</summary>
    EvaluationRecords = 41,

    /// <summary>Versions of scorers.</summary>
    Scorers = 44,

    /// <summary>Online scoring of scorers.</summary>
    OnlineScoring = 45,

    /// <summary>Issues.</summary>
    Issues = 46,

    /// <summary>Label schemas.</summary>
    LabelSchemas = 47,

    /// <summary>Review queues.</summary>
    ReviewQueues = 48,

    /// <summary>The traces in each review queue.</summary>
    ReviewQueueItems = 49,

    /// <summary>Versions of retention policies.</summary>
    RetentionPolicies = 50,

    /// <summary>Legal holds.</summary>
    Holds = 51,

    /// <summary>Retention jobs.</summary>
    RetentionJobs = 52,

    /// <summary>Purges of runs and experiments that are in progress.</summary>
    Purges = 53,

    /// <summary>Users and service accounts.</summary>
    Accounts = 60,

    /// <summary>API keys.</summary>
    ApiKeys = 61,

    /// <summary>The last use of each API key.</summary>
    ApiKeyUses = 62,

    /// <summary>Roles.</summary>
    Roles = 63,

    /// <summary>What checks the setup token.</summary>
    Setup = 64,

    /// <summary>Workspaces.</summary>
    Workspaces = 65,

    /// <summary>External logins.</summary>
    ExternalLogins = 66,

    /// <summary>Group rules.</summary>
    GroupRules = 67,

    /// <summary>Sign-ins, invalid credentials and refused requests.</summary>
    Security = 68,
}
