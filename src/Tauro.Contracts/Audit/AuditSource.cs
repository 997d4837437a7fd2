namespace Tauro.Contracts.Audit;

/// <summary>Where an entry of the audit is kept.</summary>
public enum AuditSource
{
    /// <summary>The trail of the tracking service.</summary>
    Tracking,

    /// <summary>The trail of the registry.</summary>
    Registry,

    /// <summary>The trail of the identity service: accounts, API keys and roles.</summary>
    Identity,

    /// <summary>Sign-ins, invalid credentials and refused requests, which are kept for a time only.</summary>
    Security,
}
