namespace Tauro.Registry.Api.Uploads;

/// <summary>What the sender says of the whole file; absent members are not checked.</summary>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
internal sealed record UploadEnd(long? SizeBytes = null, string? Sha256 = null);
