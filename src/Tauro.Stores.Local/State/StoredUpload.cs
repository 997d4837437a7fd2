namespace Tauro.Stores.Local.State;

/// <summary>An upload that was begun; its bytes are in <c>incoming/{upload id}</c>.</summary>
/// <param name="ReceivedBytes">Bytes that are durable; what the file has beyond them never counted.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
internal sealed record StoredUpload(
    string UploadId, string Path, long? SizeBytes, long ReceivedBytes, long CreationTime);
