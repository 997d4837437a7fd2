using System.Text.Json;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// The state that is loaded from a folder: from the segments that the manifest names, and then from the journal.
/// </summary>
internal sealed record LoadedState<TState>(TState State, Journal Journal, Manifest Manifest) where TState : LocalState
{
    public static LoadedState<TState> Load(LocalEngineParts<TState> parts)
    {
        var disk = parts.Disk;

        // A killed process may have renamed the manifest without syncing the folder. Make the rename durable before
        // any file is deleted because of it.
        disk.SyncDirectory("");
        var manifest = Manifest.Read(disk);
        var state = parts.NewState();
        state.LoadedAt = parts.Time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            return Load(parts, manifest, state);
        }
        catch
        {
            state.Close();
            throw;
        }
    }

    private static LoadedState<TState> Load(LocalEngineParts<TState> parts, Manifest manifest, TState state)
    {
        var disk = parts.Disk;
        if (manifest == Manifest.Empty) OrphanedFiles.RequireJournal(disk, state);
        foreach (var file in manifest.Files.Where(
            file => file.Kind is not (ManifestFileKind.Documents or ManifestFileKind.TrailIndex)))
            SegmentFile.RequireExists(disk, file);
        TrailFiles.RestoreIndexes(disk, manifest.Files, parts.Log);
        var tables = state.Tables.ToDictionary(table => table.Path);
        foreach (var file in manifest.Files.Where(file => file.Kind == ManifestFileKind.Documents))
        {
            if (!tables.TryGetValue(file.Table!, out var table))
                throw new StorageCorruptException(
                    $"The manifest of '{disk.Describe("")}' names an unknown table {file.Table}.");
            LoadDocuments(disk, file, table);
        }

        foreach (var table in state.Tables) table.MarkClean();
        state.Events.Load(manifest.LastEvent, manifest.LastEventTime ?? manifest.Trail?.Time ?? 0);
        if (manifest.Trail is { } trail) state.Trail.Load(trail);
        long frames = 0;
        var journal = Journal.Open(
            disk, "journal", manifest.JournalFrom,
            new JournalOptions(
                parts.Options.JournalSegmentBytes, parts.Options.FreeBytesMin, PrepareAhead: parts.Options.Background)
            {
                Entropy = parts.Entropy,
            },
            (sequence, payload) =>
            {
                Replay(disk, state, sequence, payload);
                frames++;
            },
            out var torn);
        try
        {
            OrphanedFiles.Sweep(disk, manifest, state, parts.Log);
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

    // A file that matches its checksum and still cannot be read was written by another program, or was changed together
    // with its checksum.
    private static void LoadDocuments(Disk disk, ManifestFile file, DocumentTable table)
    {
        SegmentFile.Check(disk, file);
        try
        {
            DocumentSegment.Load(disk, file, table);
        }
        catch (StorageCorruptException e)
        {
            throw new StorageCorruptException(
                $"'{disk.Describe(file.Path)}' cannot be read: {e.Message} Restore it from a backup.", e)
            {
                File = file.Path,
            };
        }
    }

    private static void Replay(Disk disk, TState state, long sequence, ReadOnlySpan<byte> payload)
    {
        try
        {
            state.Replay(payload);
        }
        catch (Exception e) when (e is StorageCorruptException or JsonException)
        {
            throw new StorageCorruptException(
                $"Frame {sequence} of the journal in '{disk.Describe("journal")}' cannot be read: {e.Message} " +
                "Restore the journal from a backup.", e);
        }
    }
}
