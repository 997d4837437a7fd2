using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Artifacts;

/// <summary>An upload to begin.</summary>
/// <param name="Path">Relative to the root of the run or version.</param>
/// <param name="SizeBytes">The size of the complete file, in bytes; checked when given.</param>
public sealed record NewUpload(string Path, long? SizeBytes = null);

/// <summary>An upload that can be resumed: append at <paramref name="ReceivedBytes"/>, then complete it.</summary>
/// <param name="UploadId">32 hexadecimal digits.</param>
/// <param name="Path">The artifact's path once it is complete.</param>
/// <param name="SizeBytes">The announced size, in bytes; absent when none was announced.</param>
/// <param name="ReceivedBytes">Bytes stored durably so far; the next append starts at this offset.</param>
public sealed record ArtifactUpload(UploadId UploadId, string Path, long? SizeBytes, long ReceivedBytes);

/// <summary>The expected size and checksum of the finished artifact; absent members are not checked.</summary>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
public sealed record UploadCompletion(long? SizeBytes = null, string? Sha256 = null);
