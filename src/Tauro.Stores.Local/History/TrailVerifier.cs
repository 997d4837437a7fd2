using System.Text.Json;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.History;

/// <summary>
/// Checks a trail, line by line: each entry has the hash of its content, follows the entry before, and no sequence is
/// missing. At the first line for which that is not true, the lines after it show what happened.
/// </summary>
internal sealed class TrailVerifier(string service)
{
    /// <param name="lines">All lines of the trail, in the order in which they are stored.</param>
    /// <param name="anchors">
    /// Entries that the trail must have, with where they are known from.
    /// </param>
    public TrailVerification Run(IEnumerable<byte[]> lines, IReadOnlyCollection<TrailAnchor> anchors)
    {
        var last = TrailHead.None;
        var hashes = new Dictionary<long, string>();
        var wanted = anchors.Select(anchor => anchor.Head.Sequence).ToHashSet();
        using var all = lines.GetEnumerator();
        while (all.MoveNext())
        {
            var line = Parse(all.Current);
            if (line is null || !Follows(line, last)) return Result(last, Classify(line, last, all));
            last = line.Head;
            if (wanted.Contains(last.Sequence)) hashes[last.Sequence] = last.Hash;
        }

        foreach (var (head, source) in anchors.OrderBy(anchor => anchor.Head.Sequence))
        {
            if (head.Sequence > last.Sequence)
                return Result(last, new TrailFault(
                    last.Sequence + 1, TrailFaultKind.Missing,
                    $"The trail ends with entry {last.Sequence}, but {source} has entry {head.Sequence}."));
            if (hashes.TryGetValue(head.Sequence, out var hash) && hash != head.Hash)
                return Result(last, new TrailFault(
                    head.Sequence, TrailFaultKind.Rewritten,
                    $"The entries are consistent, but entry {head.Sequence} has another hash than {source}: it, or one "
                    + "before it, was changed, and the hashes of all later ones were computed again."));
        }

        return Result(last, null);
    }

    private static bool Follows(TrailLine line, TrailHead last) =>
        line.Sequence == last.Sequence + 1 && line.Previous == last.Hash && line.HasOwnHash;

    private static TrailLine? Parse(byte[] bytes)
    {
        try
        {
            return TrailLine.Read(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // A string that is not UTF-8.
        }
    }

    /// <param name="line">The first line that is wrong; null if it is not an entry.</param>
    /// <param name="last">The last entry that is right.</param>
    /// <param name="rest">The lines after it.</param>
    private static TrailFault Classify(TrailLine? line, TrailHead last, IEnumerator<byte[]> rest)
    {
        var next = last.Sequence + 1;
        var isEntry = line is { HasOwnHash: true };
        var (follows, hasNext, hasSame) = (false, false, false);
        while (rest.MoveNext())
        {
            if (Parse(rest.Current) is not { } later || !later.HasOwnHash) continue;
            follows |= Follows(later, last);
            hasNext |= later.Sequence == next;
            hasSame |= isEntry && later.Sequence == line!.Sequence;
        }

        if (!isEntry)
            return follows
                ? new(next, TrailFaultKind.Inserted, $"A line before entry {next} is not an entry of the trail.")
                : new(next, TrailFaultKind.Changed, $"Entry {next} does not have the hash of its content.");
        var found = line!.Sequence;
        if (found < next)
            return new(found, TrailFaultKind.Inserted, $"Another entry {found} is after entry {last.Sequence}.");
        if (found > next)
        {
            if (!hasNext)
                return new(next, TrailFaultKind.Missing, $"Entry {found} is after entry {last.Sequence}.");
            return hasSame
                ? new(found, TrailFaultKind.Inserted, $"Another entry {found} is before entry {next}.")
                : new(next, TrailFaultKind.Reordered, $"Entry {next} is after entry {found}.");
        }

        if (follows) return new(next, TrailFaultKind.Inserted, $"Another entry {next} is before entry {next}.");
        return last.Sequence == 0
            ? new(next, TrailFaultKind.Missing, "The first entry follows another one, which is missing.")
            : new(
                last.Sequence, TrailFaultKind.Changed,
                $"Entry {last.Sequence} is not the one that entry {next} follows: it was changed together with its "
                + "hash.");
    }

    private TrailVerification Result(TrailHead last, TrailFault? fault) => new(
        fault is null, last.Sequence, new TrailCheckpoint(service, last.Sequence, last.Hash, last.Time), fault);
}
