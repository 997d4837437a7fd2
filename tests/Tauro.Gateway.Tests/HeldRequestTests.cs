using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests;

/// <summary>Requests to a real service that restarts, through a real gateway.</summary>
[Collection(nameof(HeldRequestCollection))]
public sealed class HeldRequestTests
{
    private const string Runs = "/api/v1/runs";
    private readonly string address = RunningGateway.GetUnusedAddress();
    private readonly ConcurrentQueue<string> received = [];

    [Theory]
    [InlineData("GET", 0), InlineData("DELETE", 0), InlineData("POST", 0)]
    [InlineData("POST", 10), InlineData("PUT", 1_000_000), InlineData("PATCH", 20)]
    public async Task A_request_waits_for_a_service_that_restarts(string method, int bodyBytes)
    {
        await using var gateway = Start();
        await using (await Service())
            Assert.Equal(HttpStatusCode.OK, (await gateway.Http.GetAsync(Runs)).StatusCode);
        received.Clear();
        var body = RandomNumberGenerator.GetBytes(bodyBytes);
        using var request = new HttpRequestMessage(new HttpMethod(method), Runs);
        if (bodyBytes > 0) request.Content = new ByteArrayContent(body);

        var held = gateway.Http.SendAsync(request);
        await Held(gateway, 1, held);
        await using var service = await Service();

        using var response = await held;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{method} {Convert.ToHexString(SHA256.HashData(body))}", Assert.Single(received));
        await Held(gateway, 0);
    }

    [Fact]
    public async Task An_upload_of_unknown_length_waits_without_being_read()
    {
        await using var gateway = Start();
        using var content = new StreamContent(new Unhurried(RandomNumberGenerator.GetBytes(3_000_000)));
        var held = gateway.Http.PutAsync($"{Runs}/1/artifacts/model.bin", content);
        await Held(gateway, 1, held);

        await using var service = await Service();

        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
        Assert.Single(received);
    }

    [Fact]
    public async Task A_request_fails_when_the_service_is_not_available_in_time()
    {
        await using var gateway = Start(holdFor: "00:00:01");

        var watch = Stopwatch.StartNew();
        var (status, problem) = await gateway.Get(Runs);

        Assert.Equal((503, "upstream_unavailable"), (status, problem.GetProperty("code").GetString()));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Requests_beyond_the_limit_fail_immediately()
    {
        await using var gateway = Start(holdFor: "00:01:00", ("Gateway:HeldRequestsMax", "2"));
        Task<HttpResponseMessage>[] held = [gateway.Http.GetAsync(Runs), gateway.Http.GetAsync(Runs)];
        await Held(gateway, 2, held);

        Assert.Equal(503, (await gateway.Get(Runs)).Status);

        Assert.DoesNotContain(held, request => request.IsCompleted);
        await using var service = await Service();
        Assert.All(await Task.WhenAll(held), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task A_client_that_gives_up_is_no_longer_held()
    {
        await using var gateway = Start(holdFor: "00:01:00");
        using var abort = new CancellationTokenSource();
        var held = gateway.Http.GetAsync(Runs, abort.Token);
        await Held(gateway, 1, held);

        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await Held(gateway, 0);
    }

    [Theory]
    [InlineData("GET", 0, 200, 2), InlineData("DELETE", 0, 200, 2), InlineData("PUT", 0, 200, 2)]
    [InlineData("POST", 0, 503, 1), InlineData("PUT", 10, 503, 1), InlineData("PATCH", 10, 503, 1)]
    public async Task A_request_that_has_reached_the_service_is_repeated_only_if_that_is_safe(
        string method, int bodyBytes, int status, int attempts)
    {
        await using var gateway = Start();
        await using var service = await Service(failures: 1);
        using var request = new HttpRequestMessage(new HttpMethod(method), Runs)
        {
            Content = new ByteArrayContent(new byte[bodyBytes]),
        };

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(attempts, received.Count);
    }

    [Fact]
    public async Task A_request_that_makes_the_service_fail_is_repeated_once()
    {
        await using var gateway = Start(holdFor: "00:01:00");
        await using var service = await Service(failures: int.MaxValue);

        Assert.Equal(503, (await gateway.Get(Runs)).Status);

        Assert.Equal(2, received.Count);
    }

    private RunningGateway Start(string holdFor = "00:01:00", params (string Key, string Value)[] settings) =>
        RunningGateway.Start(address, address, settings.ToDictionary(setting => setting.Key, setting => setting.Value)
            .Append(new("Gateway:HoldFor", holdFor)).ToDictionary());

    /// <param name="failures">The number of requests whose connection is closed without a response.</param>
    private Task<Backend> Service(int failures = 0) => Backend.Start(
        "tracking",
        app => app.MapFallback("/api/{**rest}", async (HttpContext context) =>
        {
            var hash = Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body));
            received.Enqueue($"{context.Request.Method} {hash}");
            if (received.Count <= failures) context.Abort();
        }),
        port: new Uri(address).Port);

    private static async Task Held(RunningGateway gateway, int count, params Task<HttpResponseMessage>[] requests)
    {
        await Eventually.True(
            async () => requests.Any(request => request.IsCompleted)
                || (await gateway.Http.GetStringAsync("/metrics")).Split('\n')
                    .Where(line => line.StartsWith("tauro_gateway_requests_held{", StringComparison.Ordinal))
                    .Sum(line => int.Parse(line.Split(' ')[1])) == count,
            $"{count} requests are held");
        foreach (var ended in requests.Where(request => request.IsCompleted)) Assert.Fail($"{await ended}");
    }

    /// <summary>A stream whose length is unknown, so that its content is sent in chunks.</summary>
    private sealed class Unhurried(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
