using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tauro.ServiceDefaults.Bodies;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Edge;

/// <summary>Services that may hold 4 MiB of bodies.</summary>
public sealed class HeldBodyTests : IAsyncDisposable
{
    private const int PartBytes = 3 << 20;

    /// <summary>The gateway may still have so much of an unfinished body.</summary>
    private const int BufferBytes = 64 << 10;

    private readonly EdgeHosts hosts = new(
        new() { ["Bodies:HeldBytesMax"] = $"{4 << 20}", ["Bodies:PauseMax"] = "00:10:00" });

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(120) };

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_body_that_does_not_fit_next_to_others_is_refused_until_they_have_ended(string name)
    {
        var (native, mlflow) = (EdgeHosts.PathOf(name), MlflowWrite(name));
        foreach (var path in new[] { native, mlflow })
        {
            // The second does not fit, but one large body at a time may be held in addition.
            using OpenBody first = new(), second = new();
            var fits = Send(name, path, first);
            await first.Write(new byte[PartBytes]);
            await WaitUntilHeld(name, bytes => bytes > PartBytes - BufferBytes);
            var apart = Send(name, path, second);
            await second.Write(new byte[PartBytes]);
            await WaitUntilHeld(name, bytes => bytes > 2 * (PartBytes - BufferBytes));

            await Refused(await Send(name, native, Spaces()), "\"code\":\"bodies_busy\"");
            await Refused(await Send(name, mlflow, Spaces()), "\"error_code\":\"REQUEST_LIMIT_EXCEEDED\"");
            if (name != "registry") await Refused(await Send(name, "/v1/traces", Packed(PartBytes)), "REQUEST_LIMIT");
            // The metrics of a training still arrive.
            Assert.Equal(
                HttpStatusCode.BadRequest, (await Send(name, native, new StringContent("{}"))).StatusCode);

            // A document counts twice when it is parsed, so only one at a time can be.
            second.End();
            Assert.Equal(HttpStatusCode.BadRequest, (await apart).StatusCode);
            first.End();
            Assert.Equal(HttpStatusCode.BadRequest, (await fits).StatusCode);
            await WaitUntilHeld(name, bytes => bytes == 0);
            Assert.Equal(HttpStatusCode.BadRequest, (await Send(name, native, Spaces())).StatusCode);
        }
    }

    [Theory]
    [InlineData("gateway"), InlineData("tracking")]
    public async Task Many_bodies_at_once_are_refused_or_read_and_leave_nothing_held(string name)
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 4) switch
        {
            0 => Send(name, EdgeHosts.PathOf(name), Spaces(12 << 20)),
            1 => Send(name, MlflowWrite(name), Spaces(12 << 20)),
            2 => Send(name, "/v1/traces", Packed(24 << 20)),
            _ => Send(name, "/v1/traces", Packed(24 << 20, "deflate")),
        }));
        Assert.All(sent, response => Assert.Contains(
            response.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests }));
        Assert.Contains(sent, response => response.StatusCode == HttpStatusCode.TooManyRequests);
        await WaitUntilHeld(name, bytes => bytes == 0);
    }

    [Fact]
    public async Task A_body_larger_than_the_budget_is_read_when_it_is_the_only_one()
    {
        var response = await Send("tracking", EdgeHosts.PathOf("tracking"), Spaces(12 << 20));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        response = await Send("tracking", "/v1/traces", Packed(24 << 20));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await hosts.DisposeAsync();
    }

    private static string MlflowWrite(string name) => name == "registry"
        ? "/api/2.0/mlflow/registered-models/create" : "/api/2.0/mlflow/experiments/create";

    private static async Task Refused(HttpResponseMessage response, string code)
    {
        Assert.Contains(code, await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
    }

    /// <summary>Waits until the service, for the gateway that behind it, holds an expected number of bytes.</summary>
    private Task WaitUntilHeld(string name, Func<long, bool> isExpected)
    {
        var budget = hosts.ServicesOf(name == "gateway" ? "tracking" : name).GetRequiredService<BodyBudget>();
        return Eventually.True(() => isExpected(budget.Bytes), "the service holds what was sent");
    }

    private async Task<HttpResponseMessage> Send(string name, string path, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hosts.AddressOf(name), path));
        request.Content = content;
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-MLflow-Experiment-Id", "0");
        return await http.SendAsync(request);
    }

    /// <summary>JSON allows any number of spaces before a value, which is missing here.</summary>
    private static ByteArrayContent Spaces(int length = PartBytes)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)' ');
        return new ByteArrayContent(bytes);
    }

    private static ByteArrayContent Packed(int length, string encoding = "gzip")
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(packed, CompressionMode.Compress) : new ZLibStream(packed, CompressionMode.Compress))
            stream.Write(new byte[length]);
        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { encoding } } };
    }

    /// <summary>A body that a test sends in parts.</summary>
    private sealed class OpenBody : HttpContent
    {
        private readonly TaskCompletionSource<Stream> begun = new();
        private readonly TaskCompletionSource ended = new();

        public async Task Write(byte[] bytes)
        {
            Array.Fill(bytes, (byte)' ');
            var stream = await begun.Task;
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
        }

        public void End() => ended.TrySetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            begun.SetResult(stream);
            return ended.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
