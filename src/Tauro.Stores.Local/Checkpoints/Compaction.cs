using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Merges segments into one, so that their number stays small. Segments of about the same size are merged, so an item
/// is rewritten about once each time the store grows several times over.
/// </summary>
/// <param name="replaced">The segments to merge.</param>
internal abstract class Compaction(IReadOnlyList<ManifestFile> replaced)
{
    public IReadOnlyList<ManifestFile> Replaced => replaced;

    /// <summary>Returns the merges that are due, of which no two have a segment in common.</summary>
    public static IEnumerable<Compaction> Due(
        Disk disk, Manifest manifest, LiveSegments segments, LocalState state) =>
    [
        .. MetricCompaction.Due(disk, manifest, segments, state), .. DocumentCompaction.Due(disk, manifest, state),
    ];

    /// <summary>Returns the path of the merged segment.</summary>
    /// <param name="number">A number that is in no other name.</param>
    public abstract string PathOf(long number);

    /// <summary>Writes the merged segment.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="check">Called repeatedly; throws when the merge has to stop.</param>
    public abstract ManifestFile Write(string path, Action check);

    /// <summary>Prepares what the state has to know when the manifest with the merged segment is in force.</summary>
    /// <param name="merged">The merged segment.</param>
    /// <param name="check">Called repeatedly; throws when the merge has to stop.</param>
    public virtual SegmentMove PrepareMove(ManifestFile merged, Action check) => SegmentMove.None;

    /// <summary>Closes what <see cref="PrepareMove"/> opened, when the manifest could not be published.</summary>
    public virtual void Cancel(SegmentMove move)
    {
    }
}
