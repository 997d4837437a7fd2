namespace Tauro.Contracts.Audit;

/// <summary>How what an entry of the audit is about ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Succeeded,

    /// <summary>The credentials are not valid.</summary>
    Failed,

    /// <summary>The account may not do it.</summary>
    Refused,
}
