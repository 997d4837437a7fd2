using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// Files by path, each with size and SHA-256. A file appears whole or not at all, and replaces what was there.
/// Paths come from <see cref="ArtifactPath"/>, the only gate. The rules on durability, refusals and exceptions are
/// those of <see cref="IRunStore"/>.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Stores a file in one go.</summary>
    /// <param name="path">Where; a directory there, or a file where a directory is needed, is a conflict.</param>
    /// <param name="content">Read to its end, never buffered whole.</param>
    /// <param name="expect">Size and checksum to check against; a difference is refused and nothing is kept.</param>
    /// <param name="happened">Makes the event to commit with it; null for none.</param>
    /// <param name="cancel">Gives up; nothing is kept.</param>
    /// <returns>The file, and whether it is new or replaced another; decided in the write itself.</returns>
    ValueTask<StoreOutcome<WrittenArtifact>> Write(
        ArtifactPath path,
        Stream content,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? happened = null,
        CancellationToken cancel = default);

    /// <summary>Begins an upload that survives cut connections and restarts.</summary>
    ValueTask<StoreOutcome<ArtifactUpload>> BeginUpload(
        ArtifactPath path, long? sizeBytes, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ArtifactUpload>> GetUpload(string uploadId, CancellationToken cancel = default);

    /// <summary>
    /// Appends at <paramref name="offset"/>, which must be what was received so far (else a conflict that says how
    /// much).
    /// What arrived before a cut connection is kept.
    /// </summary>
    ValueTask<StoreOutcome<ArtifactUpload>> AppendUpload(
        string uploadId, long offset, Stream content, CancellationToken cancel = default);

    /// <summary>Turns an upload into the artifact.</summary>
    /// <returns>As <see cref="Write"/> does.</returns>
    ValueTask<StoreOutcome<WrittenArtifact>> CompleteUpload(
        string uploadId,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? happened = null,
        CancellationToken cancel = default);

    /// <summary>Drops an upload and what was received.</summary>
    ValueTask<StoreOutcome<Done>> AbortUpload(string uploadId, CancellationToken cancel = default);

    /// <summary>Opens a file for reading. The caller disposes the content.</summary>
    ValueTask<StoreOutcome<ArtifactContent>> Open(ArtifactPath path, CancellationToken cancel = default);

    /// <summary>
    /// The entries of a directory in ordinal order, files and directories, paths relative to it; a missing directory is
    /// empty. With <paramref name="recursive"/> all files below it and no directories.
    /// </summary>
    ValueTask<StoreOutcome<Page<Artifact>>> List(
        ArtifactPath directory, PageRequest page, bool recursive = false, CancellationToken cancel = default);

    /// <summary>Deletes a file, or a directory with all below it; answers how many files that were.</summary>
    ValueTask<StoreOutcome<int>> Delete(
        ArtifactPath path, Func<int, PendingEvent>? happened = null, CancellationToken cancel = default);
}
