namespace Tauro.Contracts.Models;

/// <summary>The way in which a new version gets its artifact.</summary>
public enum ArtifactMode
{
    /// <summary>The client uploads files, then finalizes the version. The default without a source.</summary>
    Upload,

    /// <summary>The version points at a run's artifact (<c>runs:/…</c>), which is checked in the background.
    /// The default with a source.</summary>
    Reference,

    /// <summary>A run's artifact is copied in the background.</summary>
    Copy,

    /// <summary>Metadata only: READY immediately.</summary>
    None,

    /// <summary>A source that the client manages and the service never opens: READY immediately. Registered by MLflow's
    /// clients; not accepted by the native API.</summary>
    External,
}
