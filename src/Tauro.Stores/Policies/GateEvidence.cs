namespace Tauro.Stores.Policies;

/// <summary>
/// Facts about a version that were read before a write, for the rules that need I/O. They count only while the version
/// has the digest for which they were read.
/// </summary>
/// <param name="Digest">The version's digest when it was read.</param>
/// <param name="HasSignature">Whether its <c>MLmodel</c> file has a signature; null if that is not known.</param>
/// <param name="SignatureReason">Why that is not known, as a sentence; null if it is.</param>
public sealed record GateEvidence(string Digest, bool? HasSignature = null, string? SignatureReason = null);
