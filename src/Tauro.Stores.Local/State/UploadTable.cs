using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.State;

/// <summary>Uploads that are not complete.</summary>
/// <param name="stem">The folder of its segments.</param>
/// <param name="bytes">The bytes of the uploads to each resource.</param>
internal sealed class UploadTable(string stem, WorkspaceTotals bytes) :
    DocumentTable<StoredUpload>(TableId.Uploads, $"{stem}/uploads", upload => upload.UploadId)
{
    protected override void Changed(StoredUpload? before, StoredUpload? after) => bytes.Add(
        ArtifactTable.ResourceOf((after ?? before)!.Path), (after?.ReceivedBytes ?? 0) - (before?.ReceivedBytes ?? 0));
}
