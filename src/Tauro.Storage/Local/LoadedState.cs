using Tauro.Storage.Checkpoints;
using Tauro.Storage.Documents;
using Tauro.Storage.Journals;
using Tauro.Storage.Manifests;

namespace Tauro.Storage.Local;

/// <summary>
/// What a folder holds, read back: the segments that the manifest names, then the journal behind them.
/// </summary>
internal sealed record LoadedState<TState>(TState State, Journal Journal, Manifest Manifest) where TState : LocalState
{
    public static LoadedState<TState> Load(LocalEngineParts<TState> parts)
    {
        var disk = parts.Disk;

        // A killed process may have renamed the manifest and not synced it: durable first, before anything is deleted
        // for it.
        disk.SyncDirectory("");
        var manifest = Manifest.Read(disk);
        var state = parts.NewState();
        if (manifest == Manifest.Empty) DeadFiles.RequireJournal(disk, state);
        foreach (var file in manifest.Files.Where(file => file.Kind != ManifestFileKind.Documents))
            SegmentFile.RequireThere(disk, file);
        var tables = state.Tables.ToDictionary(table => table.Path);
        foreach (var file in manifest.Files.Where(file => file.Kind == ManifestFileKind.Documents))
        {
            if (!tables.TryGetValue(file.Table!, out var table))
                throw new StorageCorruptException(
                    $"The manifest of '{disk.Describe("")}' names an unknown table {file.Table}.");
            DocumentSegment.Load(SegmentFile.Read(disk, file), table);
        }

        state.Events.Load(manifest.LastEvent);
        long frames = 0;
        var journal = Journal.Open(
            disk, "journal", manifest.JournalFrom,
            new JournalOptions(
                parts.Options.JournalSegmentBytes, parts.Options.FreeBytesMin, PrepareAhead: parts.Options.Background),
            (_, payload) =>
            {
                state.Replay(payload);
                frames++;
            },
            out var torn);
        try
        {
            DeadFiles.Sweep(disk, manifest, state, parts.Log);
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        state.Events.Publish();
        if (torn > 0) StoreLog.TornTail(parts.Log, disk.Describe(""), torn);
        StoreLog.Opened(
            parts.Log, disk.Describe(""), state.Tables.Sum(table => table.Count), state.Events.LastApplied, frames);
        return new LoadedState<TState>(state, journal, manifest);
    }
}
