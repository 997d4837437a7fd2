using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Json;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// A run's artifacts as Tracking serves them. What Tracking says is not there is a problem in the outcome; that it is
/// away, busy or broken is an <see cref="HttpRequestException"/> or <see cref="IOException"/>, and may pass.
/// </summary>
internal sealed class TrackingArtifacts(
    IHttpClientFactory clients, IOptions<SourcingOptions> options, TimeProvider time)
{
    public const string ClientName = "tracking";

    private static readonly TimeSpan PlaceTimeout = TimeSpan.FromSeconds(2);

    private const int PageSize = 1_000;
    private const long ListBytesMax = 16 << 20;

    /// <summary>
    /// The files that a source comes to: itself when it is a file, all below it when it is a directory.
    /// </summary>
    public async Task<StoreOutcome<IReadOnlyList<SourceFile>>> Files(RunsUri source, CancellationToken cancel)
    {
        var itself = await List(source.RunId, source.Path.Parent, recursive: false, cancel);
        if (!itself.IsOk) return itself.Problem;
        var entry = itself.Value.FirstOrDefault(entry => entry.Path == source.Path.Value);
        if (entry is null) return Missing(source);
        if (!entry.IsDirectory)
            return new List<SourceFile> { Of(entry, source.Path.Name, source.Path.Value) };

        var below = await List(source.RunId, source.Path, recursive: true, cancel);
        if (!below.IsOk) return below.Problem;
        if (below.Value.Count == 0) return Missing(source);
        return below.Value
            .Select(file => Of(file, file.Path[(source.Path.Value.Length + 1)..], file.Path)).ToList();
    }

    /// <summary>Opens a file's content, bounded to the size that was promised. The caller disposes it.</summary>
    public async Task<StoreOutcome<Stream>> Open(string runId, SourceFile file, CancellationToken cancel)
    {
        var path = string.Join('/', file.SourcePath.Split('/').Select(Uri.EscapeDataString));
        var response = await Get($"/api/v1/runs/{runId}/artifacts/{path}", cancel);
        if (!response.IsOk) return response.Problem;
        return await Body(response.Value, file.SizeBytes, cancel);
    }

    /// <summary>
    /// Where the files of a logged model lie, an address that clients can go to. Null when Tracking does not know it,
    /// or does not say so at once: a client waits for this answer, and can find the place itself.
    /// </summary>
    public async Task<string?> PlaceOf(string modelId, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(PlaceTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            var response = await Get($"/api/v1/logged-models/{Uri.EscapeDataString(modelId)}", either.Token);
            return response.IsOk ? (await Read<LoggedModel>(response.Value, either.Token)).ArtifactUri : null;
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<StoreOutcome<IReadOnlyList<Artifact>>> List(
        string runId, ArtifactPath directory, bool recursive, CancellationToken cancel)
    {
        List<Artifact> entries = [];
        string? token = null;
        do
        {
            var query = $"?path={Uri.EscapeDataString(directory.Value)}&recursive={(recursive ? "true" : "false")}" +
                $"&max_results={PageSize}{(token is null ? "" : "&page_token=" + Uri.EscapeDataString(token))}";
            var response = await Get($"/api/v1/runs/{runId}/artifacts{query}", cancel);
            if (!response.IsOk) return response.Problem;
            var page = await Read<Page<Artifact>>(response.Value, cancel);
            entries.AddRange(page.Items);
            if (recursive && entries.Count > Limits.VersionFilesMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The source has more than {Limits.VersionFilesMax} files, the limit.");
            token = page.NextPageToken;
        }
        while (token is not null);

        return entries;
    }

    private async Task<StoreOutcome<HttpResponseMessage>> Get(string path, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.Value.ReadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        HttpResponseMessage response;
        try
        {
            var client = clients.CreateClient(ClientName);
            response = await client.GetAsync(
                new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new IOException($"Tracking did not answer within {options.Value.ReadTimeout}.");
        }

        if (response.StatusCode == HttpStatusCode.OK) return response;
        using (response) return await Refusal(response, cancel);
    }

    /// <summary>
    /// A 4xx with one of our codes is Tracking's word. Anything else may come from whatever stands between.
    /// </summary>
    private async Task<StoreProblem> Refusal(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status is >= 400 and < 500 and not (408 or 429)
            && response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            var problem = await Read<JsonElement>(response, cancel);
            var code = problem.TryGetProperty("code", out var said) ? said.GetString() : null;
            var detail = problem.TryGetProperty("detail", out var text) ? text.GetString() : null;
            if (code is not (null or ProblemCodes.RouteNotFound))
                return StoreProblem.NotFound(code, detail ?? $"Tracking answered {status} {code}.");
        }

        throw new HttpRequestException($"Tracking answered {status}.", null, response.StatusCode);
    }

    private async Task<T> Read<T>(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            await using var body = await Body(response, ListBytesMax, cancel);
            try
            {
                return (await JsonSerializer.DeserializeAsync<T>(body, TauroJson.Options, cancel))!;
            }
            catch (JsonException e)
            {
                throw new IOException($"Tracking's answer is no JSON of the expected form: {e.Message}", e);
            }
        }
    }

    private async Task<Stream> Body(HttpResponseMessage response, long bytesMax, CancellationToken cancel) =>
        new PatientStream(
            await response.Content.ReadAsStreamAsync(cancel), response, bytesMax, options.Value.ReadTimeout, time);

    private static SourceFile Of(Artifact artifact, string path, string sourcePath) => new(
        path,
        sourcePath,
        artifact.SizeBytes ?? throw new IOException($"Tracking names no size of '{artifact.Path}'."),
        artifact.Sha256 ?? throw new IOException($"Tracking names no checksum of '{artifact.Path}'."));

    private static StoreProblem Missing(RunsUri source) => StoreProblem.NotFound(
        ProblemCodes.ArtifactNotFound, $"The run {source.RunId} has no artifact '{source.Path}'.");
}
