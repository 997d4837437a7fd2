using System.Globalization;
using Tauro.Contracts.Audit;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Identity;

/// <summary>
/// Entries of the audit with sequences without gaps: they are added at the end, and only the oldest are removed.
/// </summary>
internal sealed class SecurityTable() : DocumentTable<AuditEntry>(
    TableId.Security, "accounts/security", entry => KeyOf(entry.Sequence))
{
    /// <summary>The sequence of the oldest entry.</summary>
    public long First => Last - Count + 1;

    /// <summary>The sequence of the newest entry; 0 when there never was any.</summary>
    public long Last { get; private set; }

    public static string KeyOf(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    protected override void Changed(AuditEntry? before, AuditEntry? after)
    {
        if (after is not null) Last = Math.Max(Last, after.Sequence);
    }
}
