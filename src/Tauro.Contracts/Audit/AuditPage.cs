namespace Tauro.Contracts.Audit;

/// <summary>Entries of all sources, the newest first.</summary>
/// <param name="Items">The entries. There may be fewer than requested although more follow.</param>
/// <param name="Unavailable">The sources that did not respond, whose entries are missing.</param>
/// <param name="NextPageToken">The token of the next page; absent on the last.</param>
public sealed record AuditPage(
    IReadOnlyList<AuditEntry> Items, IReadOnlyList<AuditSource> Unavailable, string? NextPageToken = null);
