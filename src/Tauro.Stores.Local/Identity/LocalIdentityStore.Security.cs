using Tauro.Contracts.Audit;
using Tauro.Stores.Decisions;
using Tauro.Stores.Identity;

namespace Tauro.Stores.Local.Identity;

/// <content>Sign-ins, invalid credentials and refused requests.</content>
internal sealed partial class LocalIdentityStore
{
    /// <summary>The entries that one commit removes at most.</summary>
    private const int RemovedMax = 10_000;

    public async ValueTask RecordSecurity(
        IReadOnlyList<AuditEntry> entries, SecurityRetention retention, CancellationToken cancel = default) =>
        await facts.Commit<bool>((state, now) => new Decision<IdentityFact, bool>(
            [
                .. FindExpired(state.Security, entries.Count, retention, now)
                    .Select(sequence => new IdentityFact.RemoveSecurity(sequence)),
                .. entries.Select((entry, index) => new IdentityFact.PutSecurity(
                    entry with { Source = AuditSource.Security, Sequence = state.Security.Last + 1 + index })),
            ],
            [], true), cancel).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<AuditEntry>> ReadSecurity(
        SecurityQuery query, CancellationToken cancel = default)
    {
        var found = await engine.Read(state => state.Security.All.Where(query.Matches).ToList())
            .ConfigureAwait(false);
        return
        [
            .. found.OrderByDescending(entry => entry.Time).ThenByDescending(entry => entry.Sequence)
                .Take(query.CountMax),
        ];
    }

    private static IEnumerable<long> FindExpired(
        SecurityTable table, int added, SecurityRetention retention, long now)
    {
        var tooMany = table.Count + added - retention.EntriesMax;
        var oldest = now - (long)retention.Age.TotalMilliseconds;
        for (var (sequence, removed) = (table.First, 0); sequence <= table.Last && removed < RemovedMax; removed++)
        {
            if (removed >= tooMany && !(table.Find(SecurityTable.KeyOf(sequence))?.Time < oldest)) yield break;
            yield return sequence++;
        }
    }
}
