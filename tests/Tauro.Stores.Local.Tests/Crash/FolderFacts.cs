using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// Checks that the folder has no orphaned files: one leaked file per crash would fill the disk eventually.
/// </summary>
internal static class FolderFacts
{
    public static void RequireNoOrphans(SimulatedDisk disk, TrackingSession store, string name)
    {
        var parts = store.Engine.State.Parts.All.Select(part => $"incoming/{part.Blob}");
        var artifacts = store.Engine.State.Artifacts.All.Select(artifact => $"artifacts/{artifact.Path}");
        var segments = Manifest.Read(disk).Files.Select(file => file.Path);
        Require(disk, "incoming", parts, name);
        Require(disk, "artifacts", artifacts, name);
        foreach (var folder in (string[])["experiments", "runs", "events"])
            Require(
                disk, folder, segments.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)), name);
        if (store.Engine.State.Deletions.Count > 0) Assert.Fail($"{name}: a completed deletion is still stored.");
    }

    private static void Require(SimulatedDisk disk, string folder, IEnumerable<string> named, string name)
    {
        var expected = named.Order(StringComparer.Ordinal).ToList();
        if (disk.Paths(folder).SequenceEqual(expected)) return;
        Assert.Fail(
            $"{name}: {folder}/ has [{string.Join(", ", disk.Paths(folder))}], " +
            $"expected [{string.Join(", ", expected)}].");
    }
}
