using Tauro.Contracts.Audit;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Identity;

/// <summary>Selects entries about sign-ins, invalid credentials and refused requests; the newest first.</summary>
/// <param name="Actor">As in <see cref="TrailQuery"/>; null for all.</param>
/// <param name="Resource">A resource; with <c>/*</c> at its end, also everything below it. Null for all.</param>
/// <param name="Action">The action; null for all.</param>
/// <param name="Outcome">The outcome; null for all.</param>
/// <param name="Since">The earliest time, in Unix milliseconds.</param>
/// <param name="Until">The latest time, in Unix milliseconds.</param>
/// <param name="BeforeTime">The time of the last entry of the page before; null for the first page.</param>
/// <param name="BeforeSequence">The sequence of that entry.</param>
/// <param name="CountMax">The entries of a page.</param>
public sealed record SecurityQuery(
    string? Actor = null,
    string? Resource = null,
    AuditAction? Action = null,
    AuditOutcome? Outcome = null,
    long? Since = null,
    long? Until = null,
    long? BeforeTime = null,
    long BeforeSequence = 0,
    int CountMax = 100)
{
    private const string Below = "/*";

    /// <summary>Whether an entry is selected, and comes after the page before.</summary>
    public bool Matches(AuditEntry entry) =>
        !(entry.Time < Since) && !(entry.Time > Until)
        && (BeforeTime is not { } time || entry.Time < time
            || (entry.Time == time && entry.Sequence < BeforeSequence))
        && (Action is not { } action || entry.Action == action)
        && (Outcome is not { } outcome || entry.Outcome == outcome)
        && (Actor is not { } actor || TrailQuery.IsBy(entry.Actor, actor))
        && (Resource is not { } resource || IsIn(entry.Resource, resource));

    private static bool IsIn(string? resource, string wanted) => wanted.EndsWith(Below, StringComparison.Ordinal)
        ? resource == wanted[..^Below.Length]
            || resource?.StartsWith(wanted[..^1], StringComparison.Ordinal) == true
        : resource == wanted;
}
