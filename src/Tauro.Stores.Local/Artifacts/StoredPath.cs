using Tauro.Contracts.Artifacts;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>A path as the store's own documents have it. It was valid when it was written.</summary>
internal static class StoredPath
{
    /// <exception cref="StorageCorruptException">It is none: the document is not as it was written.</exception>
    public static ArtifactPath Parse(Disk disk, string value) =>
        ArtifactPath.TryParse(value, out var path, out var error)
            ? path
            : throw new StorageCorruptException(
                $"The documents of '{disk.Describe("artifacts")}' name a file by what is no path. {error} Restore " +
                $"'{disk.Describe("")}' from a backup.");
}
