namespace Tauro.Stores.Local.Manifests;

/// <summary>A live file.</summary>
/// <param name="Kind">The kind of its content.</param>
/// <param name="Path">Relative to the service's folder.</param>
/// <param name="Table">For documents: the path of the table.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Checksum">XXH3 of its bytes, 16 hexadecimal digits.</param>
/// <param name="Items">The number of documents, points, events or entries.</param>
/// <param name="First">For events and the trail: the first sequence.</param>
/// <param name="Last">For events and the trail: the last sequence.</param>
internal sealed record ManifestFile(
    ManifestFileKind Kind,
    string Path,
    long Bytes,
    string Checksum,
    long Items,
    string? Table = null,
    long? First = null,
    long? Last = null);
