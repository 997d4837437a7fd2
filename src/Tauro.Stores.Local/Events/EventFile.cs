using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Events;

/// <summary>A file of events.</summary>
internal sealed class EventFile(Disk disk, ManifestFile entry)
{
    private readonly SequenceFile file = new(disk, entry);

    /// <summary>Adds events after a sequence until the list has the maximum count or the file ends.</summary>
    public void Read(long after, int countMax, List<EventRecord> found)
    {
        try
        {
            file.Read(after, countMax - found.Count, line =>
            {
                if (found.Count == countMax) return false;
                var record = JsonSerializer.Deserialize<EventRecord>(line, TauroJson.Options)!;
                if (record.Sequence > after) found.Add(record);
                return true;
            });
        }
        catch (JsonException)
        {
            throw SegmentFile.Damaged(disk, entry, "was changed while it was read");
        }
    }
}
