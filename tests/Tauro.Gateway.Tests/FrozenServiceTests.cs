using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.ServiceDefaults;

namespace Tauro.Gateway.Tests;

/// <summary>A frozen service accepts connections and requests, but responds to nothing, not even to probes.</summary>
public sealed class FrozenServiceTests
{
    private const string Run = "/api/v1/runs/1";
    private const string Artifact = $"{Run}/artifacts/model.bin";

    private static readonly Dictionary<string, string> Settings = new() { ["Gateway:UnresponsiveAfter"] = "00:00:01" };

    private static readonly Dictionary<string, string> LongSettings =
        new() { ["Gateway:UnresponsiveAfter"] = "00:00:06" };

    private readonly Channel<bool> probes = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource thaw = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("GET", Run, 503, "Try again in a moment")]
    [InlineData("POST", "/api/v1/runs/search", 504, "The change may have been made")]
    [InlineData("PUT", Artifact, 504, "The change may have been made")]
    public async Task A_request_to_a_frozen_service_fails_with_the_name_of_the_service(
        string method, string path, int status, string remedy)
    {
        await using var tracking = await Backend.Start("tracking", Freeze);
        await using var gateway = RunningGateway.Start(tracking.Address, null, Settings);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET") request.Content = new StringContent("{}");

        using var response = await gateway.Http.SendAsync(request);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        thaw.SetResult();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 503, response.Headers.RetryAfter is not null);
        Assert.Equal("upstream_unavailable", problem.GetProperty("code").GetString());
        Assert.Contains("tracking", problem.GetProperty("detail").GetString());
        Assert.Contains(remedy, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_slow_request_to_a_service_that_responds_to_probes_is_not_cut()
    {
        var probed = 0;
        await using var tracking = await Backend.Start("tracking", app =>
        {
            app.Use((context, next) =>
            {
                if (context.Request.Path == "/health/live" && Interlocked.Increment(ref probed) == 4) thaw.SetResult();
                return next(context);
            });
            app.MapGet(Run, async () =>
            {
                await thaw.Task;
                return "slow";
            });
        });
        await using var gateway = RunningGateway.Start(tracking.Address, null, LongSettings);

        Assert.Equal("slow", await gateway.Http.GetStringAsync(Run));
    }

    [Fact]
    public async Task A_service_that_closes_the_connections_of_probes_is_busy_and_not_frozen()
    {
        var probed = 0;
        await using var tracking = await Backend.Start("tracking", app =>
        {
            app.Use((context, next) =>
            {
                if (context.Request.Path != "/health/live") return next(context);
                if (Interlocked.Increment(ref probed) == 8) thaw.SetResult();
                context.Abort();
                return Task.CompletedTask;
            });
            app.MapGet(Run, async () =>
            {
                await thaw.Task;
                return "busy";
            });
        });
        await using var gateway = RunningGateway.Start(tracking.Address, null, Settings);

        Assert.Equal("busy", await gateway.Http.GetStringAsync(Run));
    }

    [Fact]
    public async Task Many_requests_share_a_probe_in_each_interval()
    {
        var (probed, waiting) = (0, 0);
        await using var tracking = await Backend.Start("tracking", app =>
        {
            app.Use((context, next) =>
            {
                if (context.Request.Path == "/health/live" && Interlocked.Increment(ref probed) == 4) thaw.SetResult();
                return next(context);
            });
            app.MapGet(Run, async () =>
            {
                Interlocked.Increment(ref waiting);
                await thaw.Task;
                return "slow";
            });
        });
        await using var gateway = RunningGateway.Start(tracking.Address, null, LongSettings);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gateway.Http.GetStringAsync(Run)));

        Assert.Equal(40, waiting);
        Assert.InRange(probed, 4, 10);
    }

    [Fact]
    public async Task An_upload_that_makes_progress_is_not_cut_although_no_probe_succeeds()
    {
        await using var tracking = await Backend.Start("tracking", app =>
        {
            FreezeProbes(app);
            app.MapPut(Artifact, async (HttpRequest request) =>
            {
                var body = await new StreamReader(request.Body).ReadToEndAsync();
                return body.Length;
            }).WithStreamedBody();
        });
        await using var gateway = RunningGateway.Start(tracking.Address, null, LongSettings);
        using var content = new ProbedContent(probes.Reader);

        using var response = await gateway.Http.PutAsync(Artifact, content);
        thaw.SetResult();

        Assert.Equal($"{ProbedContent.Parts}", await response.Content.ReadAsStringAsync());
    }

    private void Freeze(WebApplication app) => app.Use(async (context, next) =>
    {
        await thaw.Task.WaitAsync(context.RequestAborted);
        await next(context);
    });

    private void FreezeProbes(WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path == "/health/live")
        {
            probes.Writer.TryWrite(true);
            await thaw.Task.WaitAsync(context.RequestAborted);
        }

        await next(context);
    });

    /// <summary>Sends a byte for each probe of the service, which a frozen service is not given that many of.</summary>
    private sealed class ProbedContent(ChannelReader<bool> probes) : HttpContent
    {
        public const int Parts = 4;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var part = 0; part < Parts; part++)
            {
                await stream.WriteAsync("."u8.ToArray());
                await stream.FlushAsync();
                await probes.ReadAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
