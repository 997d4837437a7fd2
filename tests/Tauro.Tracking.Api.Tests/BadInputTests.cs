using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;

namespace Tauro.Tracking.Api.Tests;

/// <summary>Sends every kind of bad request to every endpoint.</summary>
[Collection("service")]
public sealed class BadInputTests(TrackingService service)
{
    private static readonly string Long = new('x', 20_000);

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{", "{\"", "\"text\"", "1", "true", "{\"a\": }", "\u0000", "{\"name\": 1}",
        "{\"name\": null, \"experiment_id\": null, \"path\": null, \"run_ids\": null, \"key\": null}",
        "{\"name\": {}, \"experiment_id\": [], \"path\": 1, \"run_ids\": {}, \"key\": [], \"status\": 7}",
        "{\"status\": \"DONE\", \"view\": \"NONE\", \"end_time\": \"soon\", \"max_results\": -1}",
        "{\"run_ids\": [null], \"order_by\": [null], \"experiment_ids\": [null], \"metrics\": [null]}",
        "{\"experiment_id\": \"0\", \"params\": {\"a\": null}, \"tags\": {\"a\": null}}",
        "{\"experiment_id\": \"0\", \"params\": {\"a\": 1}, \"tags\": [1]}",
        "{\"experiment_id\": \"0\", \"parent_run_id\": \"../x\"}",
        "{\"key\": \"m\", \"value\": 1e999}", "{\"a\": \"\\ud800\"}", "{\"a\": 1, \"a\": 2}",
        $"{{\"name\": \"{Long}\"}}", $"{{\"{Long}\": \"v\"}}", $"{{\"filter\": \"{Long}\"}}",
        $"{{\"experiment_id\": \"0\", \"name\": \"{Long}\", \"tags\": {{\"{Long}\": \"\"}}}}",
        $"{{\"key\": \"{Long}\", \"value\": 1}}", $"{{\"path\": \"{Long}\"}}", $"{{\"page_token\": \"{Long}\"}}",
        "{\"filter\": \"((((((((((((((((((((((((((((((((((((((((((((((((((((\"}",
        "{\"size_bytes\": -1, \"path\": \"a\"}",
        new string('[', 2_000), "\ufeff{}",
    ];

    private static readonly string[] Ids = ["missing", "%00", "..%2f..", "a%20b", "%F0%9F%90%82", new('9', 300)];

    private static readonly string[] Queries =
    [
        "", "?max_results=x&limit=x&after=x", "?max_results=-1&limit=0&after=-1&key=m",
        "?max_results=99999999999999999999", "?page_token=%ff%fe", "?filter=%27", "?filter=name%20%3D",
        "?order_by=&order_by=%00", "?view=1", "?recursive=maybe",
        "?run_id=&run_id=", "?experiment_id=%00", "?key=", "?key=%00&min_step=x", "?name=", "?format=exe",
        "?path=..%2f..",
        "?limit=100000000", "?key=" + new string('k', 300), "?filter=" + new string('x', 6_000),
    ];

    private IEnumerable<(RouteEndpoint Endpoint, string Method)> Endpoints =>
        from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = endpoint.RoutePattern.RawText!
        where route.Contains("api/v1")
        // A valid stream never ends; its bad requests are tested where it is defined.
        where !route.EndsWith("/stream", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (endpoint, method);

    [Fact]
    public async Task A_bad_body_never_causes_a_server_error()
    {
        var run = (await service.NewRun()).RunId;
        var sent = 0;
        foreach (var (endpoint, method) in Endpoints.Where(e => ContentTypes(e.Endpoint) is not null))
        {
            var (address, route) = (Address(endpoint, run), $"{method} {endpoint.RoutePattern.RawText}");
            foreach (var body in Bodies)
            {
                await Check(await Send(method, address, Json(body)), $"{route} <- {body[..Math.Min(80, body.Length)]}");
                sent++;
            }

            await Check(await Send(method, address, new ByteArrayContent([0xff, 0xfe, 0x00])), $"{route} <- bytes");
            await Check(await Send(method, address, null), $"{route} <- nothing");
        }

        Assert.InRange(sent, 15 * Bodies.Length, int.MaxValue);
    }

    [Fact]
    public async Task A_bad_id_or_query_never_causes_a_server_error()
    {
        var run = (await service.NewRun()).RunId;
        foreach (var (endpoint, method) in Endpoints)
        {
            string[] addresses =
                [.. Ids.Select(id => Address(endpoint, id)), .. Queries.Select(q => Address(endpoint, run) + q)];
            foreach (var address in addresses)
            {
                var body = ContentTypes(endpoint) is null ? null : Json("{}");
                await Check(await Send(method, address, body), $"{method} {address}");
            }
        }
    }

    [Theory]
    [InlineData("{"), InlineData("[1"), InlineData("nonsense"), InlineData("{\"a\": }")]
    public async Task Malformed_JSON_is_always_400(string body)
    {
        foreach (var (endpoint, method) in Endpoints)
        {
            if (ContentTypes(endpoint)?.Contains("application/json") != true) continue;
            var response = await Send(method, Address(endpoint, "x"), Json(body));
            Assert.Equal(
                (endpoint.RoutePattern.RawText, 400), (endpoint.RoutePattern.RawText, (int)response.StatusCode));
        }
    }

    [Fact]
    public async Task A_JSON_body_over_the_limit_is_refused_with_the_limit_in_the_message()
    {
        var body = Json($"{{\"name\": \"{new string('n', Limits.JsonBodyBytesMax)}\"}}");
        // Expect: 100-continue, because a server that refuses a body closes the connection and may lose the response.
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/experiments") { Content = body };
        request.Headers.ExpectContinue = true;
        var detail = await TrackingService.Refused(await service.Http.SendAsync(request),
            System.Net.HttpStatusCode.RequestEntityTooLarge, ProblemCodes.LimitExceeded);
        Assert.Contains($"{Limits.JsonBodyBytesMax}", detail);
    }

    [Fact]
    public async Task Bad_requests_commit_no_event()
    {
        var before = await LastSequence();
        foreach (var body in new[] { "{", "{\"name\": null}", "{\"name\": \"\"}", $"{{\"name\": \"{Long}\"}}" })
            await Check(await Send("POST", "/api/v1/experiments", Json(body)), body);
        Assert.Equal(before, await LastSequence());

        async Task<long> LastSequence() => (await service.Get<JsonElement>("/api/v1/tracking/events?after=0&limit=1"))
            .GetProperty("last_sequence").GetInt64();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static IReadOnlyList<string>? ContentTypes(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes;

    private static string Address(RouteEndpoint endpoint, string id) => "/" + string.Join('/',
        endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { IsCatchAll: true } => "a/b",
            _ => id,
        }));

    private async Task<HttpResponseMessage> Send(string method, string address, HttpContent? content)
    {
        var uri = new Uri(service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + address,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return await service.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), uri) { Content = content });
    }

    private static async Task Check(HttpResponseMessage response, string what)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, $"{what}: {(int)response.StatusCode} {body}");
        if (response.IsSuccessStatusCode || response.RequestMessage!.Method == HttpMethod.Head) return;
        // Kestrel refuses invalid HTTP before any code can write a problem.
        if (body.Length == 0 && what.Contains("%00", StringComparison.Ordinal)) return;
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {body}");
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Contains(problem.GetProperty("code").GetString()!, Codes);
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()), what);
    }

    private static readonly HashSet<string> Codes =
        [.. typeof(ProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
}
