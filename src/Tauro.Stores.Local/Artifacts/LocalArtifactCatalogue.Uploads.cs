using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Local.Artifacts;

internal sealed partial class LocalArtifactCatalogue<TState>
{
    public ValueTask<StoreOutcome<StoredUpload>> BeginUpload(
        UploadId uploadId, ArtifactPath path, long? sizeBytes, int? partsMax, CancellationToken cancel)
    {
        var quota = FindQuota();
        return Keep((state, now) => UploadWrites.Begin(
            EntryAt(state, path, quota), sizeBytes, partsMax, state.Uploads.Count, uploadId, now), cancel);
    }

    public ValueTask<StoredUpload?> FindUpload(UploadId uploadId, CancellationToken cancel) =>
        engine.Read(state => state.Uploads.Find(uploadId));

    public ValueTask<IReadOnlyList<StoredPart>> ListParts(UploadId uploadId, CancellationToken cancel) =>
        engine.Read(state => state.PartsOf(uploadId));

    public ValueTask<IReadOnlyList<StoredUpload>> ListExpiredUploads(int countMax, CancellationToken cancel)
    {
        var oldest = (engine.Time.GetUtcNow() - engine.Options.UploadAgeMax).ToUnixTimeMilliseconds();
        return new([.. engine.State.Uploads.All.Where(upload => upload.CreationTime < oldest).Take(countMax)]);
    }

    public async ValueTask<StoreOutcome<Freed<StoredUpload>>> AddPart(StoredPart part, CancellationToken cancel)
    {
        await Decide().ConfigureAwait(false);
        var quota = FindQuota();
        try
        {
            return await Keep((state, _) => UploadWrites.AddPart(
                state.Uploads.Find(part.UploadId), part, state.Parts.Find(StoredPart.KeyOf(part)),
                state.Parts.CountIn(part.UploadId), RoomFor(state, part, quota)), cancel)
                .ConfigureAwait(false);
        }
        catch (StorageUnavailableException)
        {
            Later(undecided, new Undecided(part.Blob, part.UploadId, null));
            throw;
        }
    }

    public ValueTask<ArtifactRoom?> FindRoom(UploadId uploadId, long position, CancellationToken cancel)
    {
        var quota = FindQuota();
        return quota is null ? default : engine.Read(state =>
            RoomFor(state, new StoredPart(uploadId, position, 0, null, ""), quota));
    }

    private static ArtifactRoom? RoomFor(TState state, StoredPart part, StorageQuota? quota) =>
        RoomIn(state, quota) is { } room
            ? room with { Freed = state.Parts.Find(StoredPart.KeyOf(part))?.SizeBytes ?? 0 }
            : null;

    public ValueTask<StoreOutcome<Freed<Done>>> AbortUpload(UploadId uploadId, CancellationToken cancel) =>
        Keep((state, _) => UploadWrites.Abort(
            state.Uploads.Find(uploadId), uploadId, state.PartsOf(uploadId)), cancel);
}
