using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;

namespace Tauro.Registry.Api.Artifacts;

/// <summary>Lists the files recorded in a version, in the same form as an artifact store.</summary>
internal static class ModelFileList
{
    private static readonly RowComparer<Artifact> ByPath = new((entry => Literal.From(entry.Path), Descending: false));

    public static StoreOutcome<Page<Artifact>> GetPage(
        ModelVersion version, ArtifactPath directory, PageRequest page, bool recursive)
    {
        var prefix = directory.IsRoot ? "" : directory.Value + "/";
        var below = version.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => (File: file, Path: file.Path[prefix.Length..]));
        var entries = recursive
            ? below.Select(entry => From(entry.File, entry.Path))
            : below.GroupBy(entry => entry.Path.Split('/')[0]).Select(group => group.First() is var first
                && first.Path == group.Key ? From(first.File, first.Path) : new Artifact(group.Key, IsDirectory: true));
        return SortedPage.From(
            entries, ByPath, page, "version files", version.Name, version.Version, directory.Value, recursive);
    }

    private static Artifact From(ModelFile file, string path) => new(path, false, file.SizeBytes, file.Sha256);
}
