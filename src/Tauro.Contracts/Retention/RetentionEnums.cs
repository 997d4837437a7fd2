namespace Tauro.Contracts.Retention;

public enum RetentionKind
{
    Run,
    Experiment,
    ModelVersion,
}

public enum RetentionAction
{
    Delete,
    Purge,
    Keep,
}

public enum RetentionJobStatus
{
    Running,
    Completed,
}
