using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Tauro.TestServers.Shapes;

namespace Tauro.TestServers.Access;

/// <summary>
/// Calls each endpoint with a valid request as every <see cref="MatrixCaller"/>, and compares the responses with what
/// the <see cref="AccessTable"/> of the process means for them. Findings are sentences.
/// </summary>
/// <param name="http">A client of the process.</param>
/// <param name="administrator">A client that creates the data.</param>
/// <param name="sign">Returns the credentials of a caller; the levels are on the resources of a seed.</param>
public sealed partial class RouteMatrix(
    HttpClient http, HttpClient administrator, Func<MatrixCaller, ShapeSeed, AuthenticationHeaderValue?> sign)
{
    // The first with a level can change nothing, so that what is hidden from the next exists.
    private static readonly MatrixCaller[] Callers =
    [
        MatrixCaller.Anonymous, MatrixCaller.Read, MatrixCaller.Elsewhere, MatrixCaller.Use, MatrixCaller.Edit,
        MatrixCaller.Manage,
    ];

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private ShapeSeed seed = null!;

    /// <summary>Whether the levels are on all experiments and models, and not on single ones.</summary>
    public bool HasAll { get; init; }

    /// <summary>Returns what the path of a caller begins with.</summary>
    public Func<MatrixCaller, string> GetPrefix { get; init; } = _ => "";

    /// <summary>Calls endpoints of a process.</summary>
    public async Task<IReadOnlyList<string>> FindViolations(string process, IEnumerable<RouteEndpoint> endpoints)
    {
        var table = AccessTable.Read(process);
        var routes = endpoints.SelectMany(endpoint => AccessTable.MethodsOf(endpoint).Select(method =>
            (Name: $"{method} {AccessTable.RouteOf(endpoint)}", Sample: SampleRequests.Find(method, endpoint),
                Requirement: table.Find(method, endpoint)))).ToList();
        seed = await CreateSeed(string.Concat(routes.Select(route => route.Sample)));
        var violations = new List<string>();
        foreach (var (name, sample, requirement) in routes)
        {
            // It takes seconds where all services are one process.
            if (name.EndsWith("/metrics/summary", StringComparison.Ordinal)) continue;
            if (requirement is null) violations.Add($"{name} is not in the table of {process}.");
            else
                violations.AddRange(
                    (await FindFaults(sample, requirement)).Select(fault => $"{name} ({requirement}) {fault}"));
        }

        return violations;
    }

    private async Task<List<string>> FindFaults(string sample, string requirement)
    {
        var faults = new List<string>();
        var shared = seed;
        // What is deleted or renamed belongs to this endpoint only.
        if (Changing().IsMatch(requirement + sample)) seed = await CreateSeed(sample);
        foreach (var caller in requirement is "PUBLIC" or "ANY ACCOUNT" ? Callers[..3] : Callers)
        {
            var cell = Expect(sample, requirement, caller);
            if (await FindFault(sample, caller, cell) is null) continue;
            // A call before may have changed what this one names.
            seed = await CreateSeed(sample);
            if (await FindFault(sample, caller, cell) is { } fault) faults.Add($"as {caller}: {fault}, not {cell}.");
        }

        seed = shared;
        return faults;
    }

    private Task<ShapeSeed> CreateSeed(string requests) => ShapeSeed.Prepare(administrator, requests);

    private MatrixCell Expect(string sample, string requirement, MatrixCaller caller)
    {
        var cell = ExpectedCell.Get(requirement, caller, HasAll);
        // Tracking does not know the prompts, and needs READ of all of them.
        if (!HasAll && cell == MatrixCell.Served && sample.Contains("/link-prompts", StringComparison.Ordinal))
            return MatrixCell.Forbidden;
        // What no artifact store can do is refused to each account alike.
        return caller != MatrixCaller.Anonymous && ShapeFixture.Parse(sample).Status == 501
            ? MatrixCell.Admitted
            : cell;
    }

    private async Task<string?> FindFault(string sample, MatrixCaller caller, MatrixCell cell)
    {
        var request = ShapeFixture.Parse(seed.Fill(sample));
        var (status, body, isChallenge) = await Call(request, caller, request.Method);
        var isRight = cell switch
        {
            MatrixCell.Unauthenticated => status == 401 && isChallenge,
            MatrixCell.Forbidden => status == 403,
            MatrixCell.Admitted => status is not (401 or 403),
            MatrixCell.Served => request.Status == 0 ? status < 400 : status == request.Status,
            // A path that belongs to no run is refused, whatever is there.
            _ => status != 401
                && (status != 403 || request.Path.Contains("mlflow-artifacts/", StringComparison.Ordinal))
                && await IsLikeAbsent(sample, caller, status, body),
        };
        if (!isRight) return $"{status} {body}";
        // Other methods do not depend on the level.
        if (caller > MatrixCaller.Read) return null;
        if (request.Method == HttpMethod.Get)
        {
            var (head, headBody, _) = await Call(request, caller, HttpMethod.Head);
            if (head != status || headBody.Length > 0) return $"{head} {headBody} for HEAD and {status} for GET";
        }

        var (options, list, _) = await Call(request, caller, HttpMethod.Options);
        var expected = caller == MatrixCaller.Anonymous ? 401 : 204;
        return options == expected ? null : $"{options} {list} for OPTIONS";
    }

    private async Task<bool> IsLikeAbsent(string sample, MatrixCaller caller, int status, string body)
    {
        var request = ShapeFixture.Parse(seed.FillAbsent(sample));
        var (absent, absentBody, _) = await Call(request, caller, request.Method);
        return status == absent && Mask(body, value => value) == Mask(absentBody, ShapeSeed.AbsentFor);
    }

    /// <summary>Returns a body without the ids and names of its request, new ids and times.</summary>
    private string Mask(string body, Func<string, string> change) => New().Replace(
        seed.Names.Values.Select(change).OrderByDescending(value => value.Length).Aggregate(
            body, (masked, value) => Regex.Replace(masked, $@"\b{Regex.Escape(value)}\b", "id")),
        "");

    private async Task<(int Status, string Body, bool IsChallenge)> Call(
        ShapeFixture sample, MatrixCaller caller, HttpMethod method)
    {
        var isSame = method == sample.Method;
        using var request = (isSame ? sample : sample with { Body = null, Upload = null, Method = method }).Request();
        request.RequestUri = new Uri(GetPrefix(caller) + sample.Path, UriKind.Relative);
        request.Headers.Authorization = sign(caller, seed);
        using var timeout = new CancellationTokenSource(Timeout);
        using var response = await http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
        var isEndless = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return (
            (int)response.StatusCode, isEndless ? "" : await response.Content.ReadAsStringAsync(timeout.Token),
            response.Headers.WwwAuthenticate.Count > 0);
    }

    [GeneratedRegex("^MANAGE (?!all )|{new_name}|/rename")]
    private static partial Regex Changing();

    [GeneratedRegex("[0-9a-f]{12,}")]
    private static partial Regex New();
}
