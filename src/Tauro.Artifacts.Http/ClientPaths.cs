using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores;

namespace Tauro.Artifacts.Http;

/// <summary>The store names artifacts from its own root; a client knows what lies below its run or version.</summary>
public static class ClientPaths
{
    /// <summary>The same outcome, its message with the path as the client gave it.</summary>
    /// <param name="outcome">What the store said.</param>
    /// <param name="root">Where the run's or version's artifacts lie in the store.</param>
    public static StoreOutcome<T> Below<T>(this StoreOutcome<T> outcome, ArtifactPath root) =>
        outcome.Problem is { } problem
            ? problem with { Message = problem.Message.Replace($"'{root}/", "'", StringComparison.Ordinal) }
            : outcome;

    /// <summary>
    /// Entries that the store named from their directory, named from the run's or version's root, as a client asks for
    /// them.
    /// </summary>
    public static Page<Artifact> From(this Page<Artifact> page, string directory) => directory.Length == 0
        ? page
        : page with { Items = [.. page.Items.Select(entry => entry with { Path = $"{directory}/{entry.Path}" })] };
}
