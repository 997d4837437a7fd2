using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>Reads the frames of a journal that is not open, and changes nothing, whatever is found.</summary>
internal static class JournalReader
{
    /// <param name="disk">The service's folder.</param>
    /// <param name="folder">The folder of the journal.</param>
    /// <param name="from">The first frame.</param>
    /// <param name="replay">Gets each frame up to the first one that cannot be read.</param>
    public static void Read(Disk disk, string folder, long from, JournalReplay replay)
    {
        var names = new List<SegmentName>();
        foreach (var file in disk.ListFiles(folder))
            if (SegmentName.TryParse(file, out var name)) names.Add(name);
        for (var i = 0; i < names.Count; i++)
        {
            long? following = i < names.Count - 1 ? names[i + 1].FirstSequence : null;
            if (following <= from) continue;
            using var file = disk.Open($"{folder}/{names[i]}");
            var bytes = new byte[file.Length];
            bytes.AsSpan(file.Read(bytes, 0)).Clear();
            var next = names[i].FirstSequence;
            if (SegmentHeader.Read(bytes, next, out var format) is not null) return;
            JournalRecovery.ReadFrames(format, bytes, ref next, from, following, replay);
            if (following is not null && next != following) return;
        }
    }
}
