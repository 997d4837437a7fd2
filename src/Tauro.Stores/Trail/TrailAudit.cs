using Tauro.Contracts.Trail;

namespace Tauro.Stores.Trail;

/// <summary>
/// Verifies the trail of a service that does not run, so that a damaged one can be examined. A backend that keeps its
/// trail in files registers one.
/// </summary>
public sealed class TrailAudit(Func<string?, Task<TrailVerification>> run)
{
    /// <param name="checkpointPath">A file with a checkpoint of the trail as JSON; null for none.</param>
    /// <exception cref="StorageLockedException">The service runs.</exception>
    /// <exception cref="SettingException">The file is not a checkpoint of this trail.</exception>
    public Task<TrailVerification> Run(string? checkpointPath) => run(checkpointPath);
}
