namespace Tauro.Contracts.Artifacts;

/// <summary>What the finished artifact must be; absent members are not checked.</summary>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
public sealed record UploadCompletion(long? SizeBytes = null, string? Sha256 = null);
