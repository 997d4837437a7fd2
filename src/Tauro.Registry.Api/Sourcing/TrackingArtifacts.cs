using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Access;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// Reads a run's artifacts from Tracking. If Tracking reports that something does not exist, the outcome is a problem.
/// If Tracking is unavailable, busy or broken, an <see cref="HttpRequestException"/> or <see cref="IOException"/> is
/// thrown, and a later attempt may succeed.
/// </summary>
internal sealed class TrackingArtifacts(
    IHttpClientFactory clients, IOptions<SourcingOptions> options, TimeProvider time)
{
    public const string ClientName = "tracking";

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    private const int PageSize = 1_000;
    private const int PagesMax = 10 * Limits.VersionFilesMax / PageSize;
    private const long ListBytesMax = 16 << 20;

    /// <summary>Gets the run of a source; a problem if it is deleted, because a purge may remove its files.</summary>
    public async Task<StoreOutcome<Run>> GetRun(RunId runId, CancellationToken cancel)
    {
        var response = await Get($"/api/v1/runs/{runId}", cancel);
        if (!response.IsOk) return response.Problem;
        var run = await Read<Run>(response.Value, cancel);
        return run.LifecycleStage == LifecycleStage.Active
            ? run
            : StoreProblem.Conflict(
                ProblemCodes.RunDeleted, $"The run {runId} is deleted. Restore it, then register another version.");
    }

    /// <summary>
    /// Checks that a run is not deleted, for a client that waits. It is no problem when Tracking does not know the run
    /// or does not respond quickly: clients may register versions of runs that another server tracks.
    /// </summary>
    public async Task<StoreProblem?> CheckRun(RunId runId, CancellationToken cancel) =>
        (await TryRead(linked => GetRun(runId, linked), cancel)).Problem is { Kind: not ProblemKind.NotFound } refused
            ? refused
            : null;

    /// <summary>Whether an account may read a run or a logged model; false also if there is none.</summary>
    /// <param name="path">Its path in the API of Tracking.</param>
    /// <param name="token">The token that the registry got with a request of the account.</param>
    /// <param name="cancel">Cancels the request.</param>
    public async Task<bool> IsReadable(string path, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add(ServiceTokens.AccountHeader, token);
        using var response = await Send(request, cancel);
        if (RefusalHeader.Find(response) is { } reason) CurrentPrincipal.NoteHidden(reason);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            ? response.IsSuccessStatusCode
            : throw new HttpRequestException(
                $"Tracking responded with {(int)response.StatusCode}.", null, response.StatusCode);
    }

    /// <summary>
    /// Lists the files of a source: the source itself if it is a file, or all files below it if it is a directory.
    /// </summary>
    public async Task<StoreOutcome<IReadOnlyList<SourceFile>>> ListFiles(RunsUri source, CancellationToken cancel)
    {
        var siblings = await List(source.RunId, source.Path.Parent, recursive: false, cancel);
        if (!siblings.IsOk) return siblings.Problem;
        var entry = siblings.Value.FirstOrDefault(entry => entry.Path == source.Path.Value);
        if (entry is null) return Missing(source);
        if (!entry.IsDirectory)
            return new List<SourceFile> { ToSourceFile(entry, source.Path.Name, source.Path.Value) };

        var below = await List(source.RunId, source.Path, recursive: true, cancel);
        if (!below.IsOk) return below.Problem;
        if (below.Value.Count == 0) return Missing(source);
        return below.Value
            .Select(file => ToSourceFile(file, file.Path[(source.Path.Value.Length + 1)..], file.Path)).ToList();
    }

    /// <summary>Opens a file's content, limited to the size listed. The caller disposes the stream.</summary>
    public async Task<StoreOutcome<Stream>> Open(RunId runId, SourceFile file, CancellationToken cancel)
    {
        var path = string.Join('/', file.SourcePath.Split('/').Select(Uri.EscapeDataString));
        var response = await Get($"/api/v1/runs/{runId}/artifacts/{path}?sha256={file.Sha256}", cancel);
        if (!response.IsOk) return response.Problem;
        return await OpenBody(response.Value, file.SizeBytes, cancel);
    }

    /// <summary>
    /// Checks that the run still has the files of a version that refers to them; clients can replace those of a run.
    /// Other files next to them do not matter.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="pageTimeout">How long the read of a page may take.</param>
    /// <param name="cancel">Cancels the check.</param>
    public async Task<StoreProblem?> CheckFiles(
        ModelVersion version, TimeSpan pageTimeout, CancellationToken cancel)
    {
        if (!RunsUri.TryParse(version.Source, out var source, out var error)) throw new IOException(error);
        var missing = version.Files.Where(file => file.SourcePath is not null)
            .ToDictionary(file => file.SourcePath!, file => file.Sha256);
        var isFile = missing.ContainsKey(source.Path.Value);
        string? token = null;
        for (var pages = 0; missing.Count > 0 && (pages == 0 || token is not null); pages++)
        {
            if (pages == PagesMax)
                throw new IOException($"'{source.Path}' has more than {PagesMax * PageSize} files, the limit.");
            var page = await WithTimeout(
                linked => ListPage(
                    source.RunId, isFile ? source.Path.Parent : source.Path, recursive: !isFile, token, linked),
                pageTimeout, cancel);
            // Without the directory or the run, the files are gone too.
            if (page.Problem?.Code is ProblemCodes.ArtifactNotFound or ProblemCodes.RunNotFound) break;
            if (page.Problem is { } problem) throw new IOException(problem.Message);
            foreach (var entry in page.Value.Items)
            {
                if (!missing.TryGetValue(entry.Path, out var sha256)) continue;
                if (entry.Sha256 != sha256) return Lost(version, source, entry.Path);
                missing.Remove(entry.Path);
            }

            token = page.Value.NextPageToken;
        }

        return missing.Count == 0 ? null : Lost(version, source, missing.Keys.First());
    }

    /// <summary>
    /// Gets the URI of a logged model's files, for clients. Null when Tracking does not know the model or does not
    /// respond quickly: a client is waiting for this response, and can resolve the location itself.
    /// </summary>
    public async Task<string?> GetLocation(LoggedModelId modelId, CancellationToken cancel) =>
        await TryRead(async linked =>
        {
            var response = await Get($"/api/v1/logged-models/{Uri.EscapeDataString(modelId)}", linked);
            return response.IsOk ? (await Read<LoggedModel>(response.Value, linked)).ArtifactUri : null;
        }, cancel);

    /// <summary>Reads for a client that waits; returns null when Tracking does not respond quickly.</summary>
    private async Task<T?> TryRead<T>(Func<CancellationToken, Task<T?>> read, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(WaitMax, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await read(linked.Token);
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return default;
        }
    }

    /// <exception cref="IOException">The read takes too long.</exception>
    private async Task<T> WithTimeout<T>(
        Func<CancellationToken, Task<T>> read, TimeSpan limit, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await read(linked.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"Tracking did not respond within {limit}.");
        }
    }

    private async Task<StoreOutcome<IReadOnlyList<Artifact>>> List(
        RunId runId, ArtifactPath directory, bool recursive, CancellationToken cancel)
    {
        List<Artifact> entries = [];
        string? token = null;
        do
        {
            var page = await ListPage(runId, directory, recursive, token, cancel);
            if (!page.IsOk) return page.Problem;
            entries.AddRange(page.Value.Items);
            if (recursive && entries.Count > Limits.VersionFilesMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The source has more than {Limits.VersionFilesMax} files, the limit.");
            token = page.Value.NextPageToken;
        }
        while (token is not null);

        return entries;
    }

    private async Task<StoreOutcome<Page<Artifact>>> ListPage(
        RunId runId, ArtifactPath directory, bool recursive, string? token, CancellationToken cancel)
    {
        var query = $"?path={Uri.EscapeDataString(directory.Value)}&recursive={(recursive ? "true" : "false")}" +
            $"&max_results={PageSize}{(token is null ? "" : "&page_token=" + Uri.EscapeDataString(token))}";
        var response = await Get($"/api/v1/runs/{runId}/artifacts{query}", cancel);
        return response.IsOk ? await Read<Page<Artifact>>(response.Value, cancel) : response.Problem;
    }

    private async Task<StoreOutcome<HttpResponseMessage>> Get(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        var response = await Send(request, cancel);
        if (response.StatusCode == HttpStatusCode.OK) return response;
        using (response) return await ReadProblem(response, cancel);
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(options.Value.ReadTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            var client = clients.CreateClient(ClientName);
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new IOException($"Tracking did not respond within {options.Value.ReadTimeout}.");
        }
    }

    /// <summary>
    /// Only a 4xx with one of our problem codes comes from Tracking itself. Anything else may come from a proxy.
    /// </summary>
    private async Task<StoreProblem> ReadProblem(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status is >= 400 and < 500 and not (401 or 403 or 408 or 429)
            && response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            var problem = await Read<JsonElement>(response, cancel);
            var code = problem.TryGetProperty("code", out var codeElement) ? codeElement.GetString() : null;
            var detail = problem.TryGetProperty("detail", out var value) ? value.GetString() : null;
            if (code is not (null or ProblemCodes.RouteNotFound))
                return StoreProblem.NotFound(code, detail ?? $"Tracking responded with {status} {code}.");
        }

        throw new HttpRequestException($"Tracking responded with {status}.", null, response.StatusCode);
    }

    private async Task<T> Read<T>(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            await using var body = await OpenBody(response, ListBytesMax, cancel);
            try
            {
                return (await JsonSerializer.DeserializeAsync<T>(body, TauroJson.Options, cancel))!;
            }
            catch (JsonException e)
            {
                throw new IOException($"Tracking's response is not the expected JSON: {e.Message}", e);
            }
        }
    }

    private async Task<Stream> OpenBody(HttpResponseMessage response, long bytesMax, CancellationToken cancel) =>
        new TimeoutStream(
            await response.Content.ReadAsStreamAsync(cancel), response, bytesMax, options.Value.ReadTimeout, time);

    private static SourceFile ToSourceFile(Artifact artifact, string path, string sourcePath) => new(
        path,
        sourcePath,
        artifact.SizeBytes ?? throw new IOException($"Tracking lists '{artifact.Path}' without a size."),
        artifact.Sha256 ?? throw new IOException($"Tracking lists '{artifact.Path}' without a checksum."));

    private static StoreProblem Lost(ModelVersion version, RunsUri source, string path) => StoreProblem.Conflict(
        ProblemCodes.ChecksumMismatch,
        $"The file '{path}' of run {source.RunId} is no longer the one that was registered as version "
        + $"{version.Version} of '{version.Name}'. Register another version.");

    private static StoreProblem Missing(RunsUri source) => StoreProblem.NotFound(
        ProblemCodes.ArtifactNotFound, $"The run {source.RunId} has no artifact '{source.Path}'.");
}
