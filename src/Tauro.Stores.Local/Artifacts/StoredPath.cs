using Tauro.Contracts.Artifacts;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>Parses paths from the store's own documents, which were valid when they were written.</summary>
internal static class StoredPath
{
    /// <exception cref="StorageCorruptException">The path is invalid, so the document was changed.</exception>
    public static ArtifactPath Parse(Disk disk, string value) =>
        ArtifactPath.TryParse(value, out var path, out var error)
            ? path
            : throw new StorageCorruptException(
                $"The documents of '{disk.Describe("artifacts")}' contain an invalid path. {error} Restore " +
                $"'{disk.Describe("")}' from a backup.");
}
