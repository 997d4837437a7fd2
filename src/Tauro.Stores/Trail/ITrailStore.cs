using Tauro.Contracts.Trail;

namespace Tauro.Stores.Trail;

/// <summary>
/// The trail of a service: every change that was made to its resources, each bound to the one before by its hash.
/// </summary>
public interface ITrailStore
{
    /// <summary>Reads a page. It may have fewer entries than requested although more follow.</summary>
    ValueTask<StoreOutcome<TrailPage>> Read(TrailQuery query, CancellationToken cancel = default);

    /// <summary>Returns the end of the trail, to be kept elsewhere.</summary>
    ValueTask<TrailCheckpoint> GetCheckpoint(CancellationToken cancel = default);

    /// <summary>Reads the complete trail and checks it.</summary>
    /// <param name="checkpoint">An earlier end of this trail; null to check the trail by itself.</param>
    /// <param name="cancel">Cancels the verification.</param>
    ValueTask<StoreOutcome<TrailVerification>> Verify(
        TrailCheckpoint? checkpoint = null, CancellationToken cancel = default);
}
