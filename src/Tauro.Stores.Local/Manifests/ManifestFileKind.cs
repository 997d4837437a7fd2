namespace Tauro.Stores.Local.Manifests;

/// <summary>The kinds of live files.</summary>
internal enum ManifestFileKind
{
    Documents,
    Metrics,
    Events,
}
