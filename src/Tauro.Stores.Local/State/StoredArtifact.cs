namespace Tauro.Stores.Local.State;

/// <summary>A file of the artifact store.</summary>
/// <param name="Path">Below <c>artifacts/</c>.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="LastUpdateTime">Unix milliseconds.</param>
/// <param name="Incoming">
/// The name in <c>incoming/</c> under which its bytes became durable; a rename that a crash cut short is made up for
/// when the store opens.
/// </param>
internal sealed record StoredArtifact(
    string Path, long SizeBytes, string Sha256, long LastUpdateTime, string Incoming);
