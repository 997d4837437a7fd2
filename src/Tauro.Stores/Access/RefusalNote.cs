namespace Tauro.Stores.Access;

/// <summary>Remembers for the audit what a request was not shown.</summary>
public sealed class RefusalNote
{
    /// <summary>Why the principal may not see it; null if it may see all.</summary>
    public string? Reason { get; set; }
}
