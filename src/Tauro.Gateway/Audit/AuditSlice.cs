using System.Text.RegularExpressions;
using Tauro.Contracts.Audit;

namespace Tauro.Gateway.Audit;

/// <summary>The next entries of a source, the newest first.</summary>
/// <param name="source">The source.</param>
/// <param name="start">Where they begin.</param>
/// <param name="entries">The entries, each with the position after it.</param>
/// <param name="end">The position after all that were examined.</param>
internal sealed partial class AuditSlice(
    AuditSource source, string start, IReadOnlyList<(AuditEntry Entry, string After)> entries, string end)
{
    /// <summary>The position before the first entry.</summary>
    public const string Begin = "";

    /// <summary>The position after the last entry.</summary>
    public const string End = ".";

    private int taken;

    public AuditSource Source => source;

    /// <summary>Whether the source did not respond.</summary>
    public bool IsUnavailable { get; private init; }

    /// <summary>The next entry; null when all were taken.</summary>
    public AuditEntry? Next => taken < entries.Count ? entries[taken].Entry : null;

    /// <summary>Whether there may be more entries, which are older than those that were taken, but were not read.
    /// </summary>
    public bool HasUnread => Next is null && end != End && !IsUnavailable;

    /// <summary>Where the next page begins.</summary>
    public string Position => Next is null ? end : taken > 0 ? entries[taken - 1].After : start;

    /// <summary>A source that did not respond.</summary>
    public static AuditSlice Unavailable(AuditSource source, string start) =>
        new(source, start, [], start) { IsUnavailable = true };

    /// <summary>Whether a value of a page token can be a position.</summary>
    public static bool IsPosition(string value) => Positions().IsMatch(value);

    [GeneratedRegex(@"\A(|\.|[0-9]{1,18}|[0-9]{1,18}\.[0-9]{1,18})\z")]
    private static partial Regex Positions();

    public AuditEntry Take() => entries[taken++].Entry;
}
