using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Artifacts;

/// <summary>
/// Lists a version's recorded files as an artifact store lists its own. The page token is the last path.
/// </summary>
internal static class ModelFileList
{
    public static StoreOutcome<Page<Artifact>> Page(
        IReadOnlyList<ModelFile> files, ArtifactPath directory, PageRequest page, bool recursive)
    {
        if (PageRules.Check(page) is { } problem) return problem;
        if (page.Token is not null && !ArtifactPath.TryParse(page.Token, out _, out _))
            return StoreProblem.Invalid(
                ProblemCodes.InvalidPageToken, "The page token is not one of this list; start at its first page.");
        var prefix = directory.IsRoot ? "" : directory.Value + "/";
        var below = files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => (File: file, Path: file.Path[prefix.Length..]));
        var entries = recursive
            ? below.Select(entry => Of(entry.File, entry.Path))
            : below.GroupBy(entry => entry.Path.Split('/')[0]).Select(group => group.First() is var first
                && first.Path == group.Key ? Of(first.File, first.Path) : new Artifact(group.Key, IsDirectory: true));

        var items = entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .Where(entry => page.Token is null || string.CompareOrdinal(entry.Path, page.Token) > 0)
            .Take(page.Size + 1).ToList();
        return items.Count > page.Size
            ? new Page<Artifact>(items[..page.Size], items[page.Size - 1].Path)
            : new Page<Artifact>(items);
    }

    private static Artifact Of(ModelFile file, string path) => new(path, false, file.SizeBytes, file.Sha256);
}
