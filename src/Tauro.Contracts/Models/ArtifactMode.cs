namespace Tauro.Contracts.Models;

/// <summary>How a new version gets its artifact.</summary>
public enum ArtifactMode
{
    /// <summary>The client uploads files, then finalizes the version. The default without a source.</summary>
    Upload,

    /// <summary>The version points at a run's artifact (<c>runs:/…</c>), which is checked in the background.
    /// The default with a source.</summary>
    Reference,

    /// <summary>A run's artifact is copied in the background.</summary>
    Copy,

    /// <summary>Nothing but metadata: READY at once.</summary>
    None,

    /// <summary>A source that the client looks after and the service never touches: READY at once. What MLflow's
    /// clients register; not taken by the native API.</summary>
    External,
}
