namespace Tauro.Contracts.Retention;

/// <summary>The kinds of what policies let go.</summary>
public enum RetentionKind
{
    Run,
    Experiment,
    ModelVersion,
}

/// <summary>What a job does with an item: <c>KEEP</c> is what the policies let go, but something protects.</summary>
public enum RetentionAction
{
    Delete,
    Purge,
    Keep,
}

/// <summary>A job that is running continues after a restart.</summary>
public enum RetentionJobStatus
{
    Running,
    Completed,
}
