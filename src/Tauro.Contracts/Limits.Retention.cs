namespace Tauro.Contracts;

/// <content>Limits on retention.</content>
public static partial class Limits
{
    /// <summary>Retention policies of a service that are not deleted.</summary>
    public const int RetentionPoliciesMax = 100;

    /// <summary>Versions of all retention policies of a service, including deleted ones.</summary>
    public const int RetentionPolicyVersionsMax = 10_000;

    /// <summary>Days that a retention policy may name: 100 years.</summary>
    public const int RetentionDaysMax = 36_500;

    /// <summary>Runs or versions that a retention policy may keep of each experiment or model.</summary>
    public const int RetentionKeepLastMax = 1_000_000;

    /// <summary>Retention jobs that a service remembers; the oldest are removed.</summary>
    public const int RetentionJobsMax = 100;

    /// <summary>Failures that are kept of a retention job.</summary>
    public const int RetentionFailuresMax = 100;

    /// <summary>Legal holds of a service.</summary>
    public const int HoldsMax = 10_000;
}
