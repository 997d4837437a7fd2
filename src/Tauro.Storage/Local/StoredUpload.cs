namespace Tauro.Storage.Local;

/// <summary>An upload that was begun. How much was received is the length of its file in <c>incoming/</c>.</summary>
internal sealed record StoredUpload(string UploadId, string Path, long? SizeBytes, long CreationTime);
