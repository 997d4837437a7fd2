namespace Tauro.Stores.Local.Manifests;

/// <summary>The kinds of live files.</summary>
internal enum ManifestFileKind
{
    Documents,
    Metrics,
    Events,

    /// <summary>Entries of the trail.</summary>
    Trail,

    /// <summary>Where the entries about each resource are in a file of the trail.</summary>
    TrailIndex,
}
