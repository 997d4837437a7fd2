using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>A part of an upload; its bytes are durable.</summary>
/// <param name="UploadId">The upload.</param>
/// <param name="Position">Its number or its offset: see <see cref="StoredUpload.PartsMax"/>.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal; null when it was not computed.</param>
/// <param name="Blob">The key of its blob.</param>
public sealed record StoredPart(UploadId UploadId, long Position, long SizeBytes, string? Sha256, string Blob)
{
    /// <summary>Returns the key of a part: its upload and position.</summary>
    public static string KeyOf(StoredPart part) => $"{part.UploadId}/{part.Position}";
}
