using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tauro.Contracts;
using Tauro.ServiceDefaults;

namespace Tauro.Gateway.Tests;

public sealed class StreamingTests
{
    private const string Artifact = "/api/v1/runs/1/artifacts/model.bin";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_upload_reaches_the_service_while_the_client_is_still_sending()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var tracking = await Backend.Start("tracking", app => app.MapPut(Artifact, async (HttpRequest r) =>
        {
            var total = 0L;
            var buffer = new byte[1 << 16];
            while (await r.Body.ReadAsync(buffer) is var read and > 0)
            {
                total += read;
                arrived.TrySetResult();
            }

            return total;
        }).WithStreamedBody());
        await using var gateway = RunningGateway.Start(tracking.Address, null);
        var chunks = Channel.CreateUnbounded<byte[]>();
        using var body = new ChannelContent(chunks.Reader);

        var upload = gateway.Http.PutAsync(Artifact, body);
        await chunks.Writer.WriteAsync(new byte[1 << 16]);
        await arrived.Task.WaitAsync(Timeout);
        Assert.False(upload.IsCompleted);
        for (var i = 0; i < 64; i++) await chunks.Writer.WriteAsync(new byte[1 << 20]);
        chunks.Writer.Complete();

        using var response = await upload;
        Assert.Equal($"{(64 << 20) + (1 << 16)}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_download_reaches_the_client_while_the_service_is_still_sending()
    {
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var tracking = await Backend.Start("tracking", app => app.MapGet(Artifact, async (HttpResponse r) =>
        {
            await r.Body.WriteAsync("first"u8.ToArray());
            await r.Body.FlushAsync();
            await mayEnd.Task;
            await r.Body.WriteAsync("last"u8.ToArray());
        }));
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        await using var body = await gateway.Http.GetStreamAsync(Artifact);
        var first = new byte[5];
        await body.ReadExactlyAsync(first).AsTask().WaitAsync(Timeout);
        mayEnd.SetResult();

        Assert.Equal("last", await new StreamReader(body).ReadToEndAsync());
    }

    [Fact]
    public async Task Events_pass_one_by_one()
    {
        var events = Channel.CreateUnbounded<string>();
        await using var tracking = await Backend.Start("tracking", app => app.MapGet(
            "/api/v1/tracking/events/stream",
            () => TypedResults.ServerSentEvents(events.Reader.ReadAllAsync(), eventType: "happened")));
        await using var gateway = RunningGateway.Start(tracking.Address, null);
        await events.Writer.WriteAsync("0");

        await using var body = await gateway.Http.GetStreamAsync("/api/v1/tracking/events/stream");
        await using var seen = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(await seen.MoveNextAsync().AsTask().WaitAsync(Timeout));
            Assert.Equal($"{i}", seen.Current.Data);
            await events.Writer.WriteAsync($"{i + 1}");
        }
    }

    [Fact]
    public async Task The_service_is_notified_when_the_client_disconnects()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var tracking = await Backend.Start("tracking", app => app.MapGet(Artifact, async (HttpContext c) =>
        {
            c.RequestAborted.Register(() => left.SetResult());
            await c.Response.Body.WriteAsync("first"u8.ToArray());
            await c.Response.Body.FlushAsync();
            begun.SetResult();
            await left.Task;
        }));
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        var body = await gateway.Http.GetStreamAsync(Artifact);
        await begun.Task.WaitAsync(Timeout);
        await body.DisposeAsync();

        await left.Task.WaitAsync(Timeout);
    }

    [Fact]
    public async Task A_client_that_aborts_its_body_is_logged_in_one_line()
    {
        await using var tracking = await Backend.Start("tracking", app => app.MapPut(Artifact, async (HttpRequest r) =>
            await r.Body.CopyToAsync(Stream.Null)).WithStreamedBody());
        using var log = new RecordedLog();
        await using var gateway = RunningGateway.Start(tracking.Address, null, log: log);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, gateway.Http.BaseAddress!.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT {Artifact} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\npart"));
            client.LingerState = new LingerOption(true, 0);
        }

        await log.WaitFor("The client aborted", Timeout);
        var logged = Assert.Single(log.Lines, line => line.Level >= LogLevel.Information
            && !line.Category.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.Null(logged.Failure);
    }

    [Fact]
    public async Task A_chunked_body_over_the_limit_is_logged_in_one_line()
    {
        await using var tracking = await Backend.Start("tracking", app => app.MapPost(
            "/api/v1/runs/1/batch", (HttpRequest request) => request.Body.CopyToAsync(Stream.Null)));
        using var log = new RecordedLog();
        await using var gateway = RunningGateway.Start(tracking.Address, null, log: log);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/runs/1/batch")
        {
            Content = new ByteArrayContent(new byte[Limits.JsonBodyBytesMax + 1]),
        };
        request.Headers.TransferEncodingChunked = true;
        using var response = await gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);

        await log.WaitFor("was refused: The request body is larger than", Timeout);
        var logged = Assert.Single(log.Lines, line => line.Level >= LogLevel.Information
            && !line.Category.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.Null(logged.Failure);
        Assert.Equal(LogLevel.Information, logged.Level);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_rejected_unless_it_is_an_artifact()
    {
        await using var tracking = await Backend.Start("tracking", app => app.MapPost("/api/v1/runs/1/batch", Drain));
        await using var gateway = RunningGateway.Start(tracking.Address, null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/runs/1/batch")
        {
            Content = new ByteArrayContent(new byte[Limits.JsonBodyBytesMax + 1]),
        };
        request.Headers.ExpectContinue = true;

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"code\":\"limit_exceeded\"", body);
        Assert.Contains($"{Limits.JsonBodyBytesMax}", body);

        static Task Drain(HttpRequest request) => request.Body.CopyToAsync(Stream.Null);
    }

    private sealed class ChannelContent(ChannelReader<byte[]> chunks) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await foreach (var chunk in chunks.ReadAllAsync())
            {
                await stream.WriteAsync(chunk);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
