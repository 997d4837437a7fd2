namespace Tauro.Contracts.Purges;

/// <summary>The status of a purge.</summary>
public enum PurgeStatus
{
    /// <summary>Some of it is not removed yet. The service continues, also after a restart.</summary>
    Running,

    /// <summary>All of it is removed.</summary>
    Completed,
}
