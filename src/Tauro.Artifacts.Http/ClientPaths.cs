using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores;

namespace Tauro.Artifacts.Http;

/// <summary>Converts paths in the store to the paths that clients use, from the root of a run or version.</summary>
public static class ClientPaths
{
    /// <summary>Returns the same outcome, with the path in its message as the client gave it.</summary>
    /// <param name="outcome">The outcome from the store.</param>
    /// <param name="root">The artifact root of the run or version in the store.</param>
    public static StoreOutcome<T> RelativeTo<T>(this StoreOutcome<T> outcome, ArtifactPath root) =>
        outcome.Problem is { } problem
            ? problem with { Message = problem.Message.Replace($"'{root}/", "'", StringComparison.Ordinal) }
            : outcome;

    /// <summary>
    /// Prefixes the paths of entries with their directory, so that they are relative to the root of the run or version,
    /// as clients request them.
    /// </summary>
    public static Page<Artifact> WithDirectory(this Page<Artifact> page, string directory) => directory.Length == 0
        ? page
        : page with { Items = [.. page.Items.Select(entry => entry with { Path = $"{directory}/{entry.Path}" })] };
}
