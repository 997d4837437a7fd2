namespace Tauro.Stores.Local.Manifests;

/// <summary>What a live file holds.</summary>
internal enum ManifestFileKind
{
    Documents,
    Metrics,
    Events,
}
