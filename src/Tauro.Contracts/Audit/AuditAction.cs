namespace Tauro.Contracts.Audit;

/// <summary>What an entry of the audit is about. The first four are the changes of the trails.</summary>
public enum AuditAction
{
    /// <summary>A trail began.</summary>
    Began,
    Created,
    Updated,
    Deleted,

    /// <summary>A user sent a name and a password, and may have begun a session.</summary>
    SignIn,

    /// <summary>A session ended, because its user ended it.</summary>
    SignOut,

    /// <summary>A request had an API key or a token that is not valid.</summary>
    Credentials,

    /// <summary>An account sent a request that it may not send.</summary>
    Request,

    /// <summary>More happened than a gateway can report; <see cref="AuditEntry.Count"/> has how often.</summary>
    Omitted,
}
