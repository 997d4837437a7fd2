using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>The checks of one version as stored.</summary>
/// <param name="Key">The key of the version.</param>
/// <param name="Checks">In ordinal order of their names.</param>
public sealed record VersionChecks(string Key, IReadOnlyList<VersionCheck> Checks);
