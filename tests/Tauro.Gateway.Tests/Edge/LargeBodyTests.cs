using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts;

namespace Tauro.Gateway.Tests.Edge;

[Collection("edge")]
public sealed class LargeBodyTests(EdgeHosts hosts)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_client_that_sends_all_before_it_reads_gets_the_response(string name)
    {
        foreach (var isChunked in new[] { false, true })
        {
            var native = await Send(name, EdgeHosts.PathOf(name), 40 << 20, isChunked);
            Assert.Equal(413, native.Status);
            Assert.Contains("\"code\":\"limit_exceeded\"", native.Body);
            Assert.Contains($"larger than {Limits.JsonBodyBytesMax} bytes", native.Body);

            var path = name == "registry"
                ? "/api/2.0/mlflow/registered-models/create" : "/api/2.0/mlflow/experiments/create";
            var mlflow = await Send(name, path, 40 << 20, isChunked);
            Assert.Equal(413, mlflow.Status);
            Assert.Contains("\"error_code\":\"INVALID_PARAMETER_VALUE\"", mlflow.Body);
        }
    }

    [Theory]
    [InlineData("gateway"), InlineData("tracking")]
    public async Task A_client_that_uploads_an_artifact_of_no_run_gets_the_response(string name)
    {
        var response = await Send(
            name, $"/api/v1/runs/{new string('0', 32)}/artifacts/a", 40 << 20, isChunked: false, "PUT");
        Assert.Equal(404, response.Status);
        Assert.Contains("run_not_found", response.Body);
    }

    [Theory]
    [InlineData("gateway"), InlineData("tracking")]
    public async Task Spans_and_dataset_records_may_be_larger_than_other_bodies(string name)
    {
        var spans = await Send(name, "/v1/traces", Limits.JsonBodyBytesMax + 1, isChunked: false);
        Assert.Equal(400, spans.Status);
        Assert.DoesNotContain("larger than", spans.Body);
        var records = await Send(
            name, "/api/3.0/mlflow/datasets/d-1/records", Limits.JsonBodyBytesMax + 1, isChunked: false);
        Assert.Equal(400, records.Status);
        Assert.DoesNotContain("larger than", records.Body);

        var tooLarge = await Send(name, "/v1/traces", Limits.SpanBatchBytesMax + 1, isChunked: true);
        Assert.Equal(413, tooLarge.Status);
        Assert.Contains($"larger than {Limits.SpanBatchBytesMax} bytes", tooLarge.Body);
    }

    [Theory]
    [InlineData("/v1/traces/"), InlineData("/V1/Traces")]
    public async Task A_limit_does_not_depend_on_how_the_path_is_written(string path)
    {
        foreach (var name in new[] { "gateway", "tracking" })
        {
            var response = await Send(name, path, Limits.JsonBodyBytesMax + 1, isChunked: false);
            Assert.Equal((name, 400), (name, response.Status));
        }
    }

    [Fact]
    public void The_gateway_has_the_limits_of_the_services()
    {
        var services = GetLimits("tracking").Concat(GetLimits("registry")).Order();
        Assert.Equal(services, GetLimits("gateway").Order());

        IEnumerable<string> GetLimits(string name) =>
            from route in hosts.RoutesOf(name)
            let limit = route.Metadata.GetMetadata<IRequestSizeLimitMetadata>()
            where limit is not null
            from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            let path = Regex.Replace(route.RoutePattern.RawText!.TrimEnd('/'), @"\{(\**)[^}]*\}", "{$1}")
            select $"{method} {path} {limit.MaxRequestBodySize}";
    }

    [Fact]
    public async Task A_service_that_refuses_an_artifact_before_it_arrives_is_not_reported_as_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = RunningGateway.Start($"http://{listener.LocalEndpoint}", null);
        using var content = new ByteArrayContent(new byte[8 << 20]);

        var sent = gateway.Http.PutAsync("/api/v1/runs/1/artifacts/a", content);
        using var service = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(service.GetStream());
        var head = new List<string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line) head.Add(line);
        // Closes the connection, as when more follows than a service discards.
        await service.GetStream().WriteAsync(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        service.Client.Shutdown(SocketShutdown.Send);
        using var response = await sent;

        Assert.Contains("Expect: 100-continue", head);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_path_without_a_route_has_the_common_limit()
    {
        foreach (var name in new[] { "gateway", "tracking" })
        {
            using var http = new HttpClient { BaseAddress = hosts.AddressOf(name) };
            using var request = new HttpRequestMessage(HttpMethod.Put, "/nowhere/artifacts")
            {
                Content = new ByteArrayContent(new byte[Limits.JsonBodyBytesMax + 1]),
            };
            request.Headers.ExpectContinue = true;
            using var response = await http.SendAsync(request);
            Assert.Equal((name, 413), (name, (int)response.StatusCode));
        }
    }

    private async Task<EdgeResponse> Send(
        string name, string path, int length, bool isChunked, string method = "POST")
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, hosts.AddressOf(name).Port, timeout.Token);
        var framing = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}";
        await Write(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"X-MLflow-Experiment-Id: 0\r\nConnection: close\r\n{framing}\r\n\r\n"
            + (isChunked ? $"{length:x}\r\n" : "")));
        var part = new byte[1 << 20];
        Array.Fill(part, (byte)' '); // JSON allows any number of spaces before a value
        for (var left = length; left > 0; left -= part.Length)
            await Write(part.AsMemory(0, Math.Min(part.Length, left)));
        if (isChunked) await Write("\r\n0\r\n\r\n"u8.ToArray());

        using var response = new MemoryStream();
        for (int read; (read = await socket.ReceiveAsync(part, timeout.Token)) > 0;) response.Write(part, 0, read);
        return EdgeResponse.Parse(Encoding.UTF8.GetString(response.GetBuffer(), 0, (int)response.Length));

        async Task Write(ReadOnlyMemory<byte> bytes)
        {
            while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, timeout.Token)..];
        }
    }
}
