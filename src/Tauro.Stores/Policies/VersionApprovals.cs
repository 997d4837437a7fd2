using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>
/// The requests for approval of one version as stored. The name of the model is that of the version, and their status
/// is computed when they are read, except that of one that has expired.
/// </summary>
/// <param name="Key">The key of the version.</param>
/// <param name="Approvals">Oldest first.</param>
public sealed record VersionApprovals(string Key, IReadOnlyList<Approval> Approvals);
