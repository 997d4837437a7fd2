using Tauro.Contracts.Audit;

namespace Tauro.Gateway.Audit;

/// <summary>Selects entries of all sources. A member that is null selects all.</summary>
internal sealed record AuditQuery(
    string? Actor, string? Resource, AuditAction? Action, AuditOutcome? Outcome, long? Since, long? Until, int CountMax)
{
    /// <summary>Whether a source can have entries that are selected: trails have changes, which were made.</summary>
    public bool CanBeIn(AuditSource source) => source == AuditSource.Security
        ? Action is not (AuditAction.Began or AuditAction.Created or AuditAction.Updated or AuditAction.Deleted)
        : Action is not > AuditAction.Deleted && Outcome is null or AuditOutcome.Succeeded;
}
