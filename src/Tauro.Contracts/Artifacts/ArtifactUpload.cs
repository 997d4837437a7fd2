namespace Tauro.Contracts.Artifacts;

/// <summary>An upload that can be resumed: append at <paramref name="ReceivedBytes"/>, then complete it.</summary>
/// <param name="UploadId">32 hexadecimal digits.</param>
/// <param name="Path">The artifact's path once it is complete.</param>
/// <param name="SizeBytes">The size promised; absent when it was not.</param>
/// <param name="ReceivedBytes">Bytes that are durable here; the next append starts there.</param>
public sealed record ArtifactUpload(string UploadId, string Path, long? SizeBytes, long ReceivedBytes);
