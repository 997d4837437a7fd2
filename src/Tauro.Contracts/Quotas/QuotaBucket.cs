namespace Tauro.Contracts.Quotas;

/// <summary>What a limit counts.</summary>
public enum QuotaBucket
{
    /// <summary>The requests of an account.</summary>
    Requests,

    /// <summary>The metric points that batches of an account write.</summary>
    Points,

    /// <summary>The requests without credentials of an address.</summary>
    Anonymous,

    /// <summary>The requests with invalid credentials of an address.</summary>
    Failed,

    /// <summary>The requests of all accounts in a workspace.</summary>
    WorkspaceRequests,

    /// <summary>The metric points that batches of all accounts write in a workspace.</summary>
    WorkspacePoints,
}
