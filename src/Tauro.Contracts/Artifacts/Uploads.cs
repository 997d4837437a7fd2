namespace Tauro.Contracts.Artifacts;

/// <summary>What is going to be uploaded.</summary>
/// <param name="Path">Relative to the root of the run or version.</param>
/// <param name="SizeBytes">Checked when it is given.</param>
public sealed record NewUpload(string Path, long? SizeBytes = null);

/// <summary>An upload that can be resumed: append at <paramref name="ReceivedBytes"/>, then complete it.</summary>
/// <param name="UploadId">32 hexadecimal digits.</param>
/// <param name="Path">The artifact's path once it is complete.</param>
/// <param name="SizeBytes">The size promised; absent when it was not.</param>
/// <param name="ReceivedBytes">Bytes that are durable here; the next append starts there.</param>
public sealed record ArtifactUpload(string UploadId, string Path, long? SizeBytes, long ReceivedBytes);

/// <summary>What the finished artifact must be; absent members are not checked.</summary>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
public sealed record UploadCompletion(long? SizeBytes = null, string? Sha256 = null);
