namespace Tauro.Stores.Local.Manifests;

/// <summary>A live file.</summary>
/// <param name="Kind">What is in it.</param>
/// <param name="Path">Relative to the service's folder.</param>
/// <param name="Table">The table's path, for documents.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Checksum">XXH3 of its bytes, 16 hexadecimal digits.</param>
/// <param name="Items">Documents, points or events in it.</param>
/// <param name="First">For events: the first sequence.</param>
/// <param name="Last">For events: the last sequence.</param>
internal sealed record ManifestFile(
    ManifestFileKind Kind,
    string Path,
    long Bytes,
    string Checksum,
    long Items,
    string? Table = null,
    long? First = null,
    long? Last = null);
