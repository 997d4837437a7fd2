using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Writers;

/// <summary>A client that loses its connection does not know what was stored, and sends the batch again.</summary>
[Collection("suite")]
public sealed class LostConnectionTests(Suite suite)
{
    private const int Points = 500;

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.5, false)]
    [InlineData(0.99, false)]
    [InlineData(0.5, true)]
    [InlineData(0.99, true)]
    public async Task A_batch_interrupted_in_its_body_is_not_stored_partially(double sent, bool reset)
    {
        var run = await suite.CreateRun();
        var body = Batch(run);
        using (var client = await Connect())
        {
            await SendHead(client, body.Length);
            await client.SendAsync(body.AsMemory(0, (int)(body.Length * sent)));
            Disconnect(client, reset);
        }

        Assert.Equal(0, await PointsOf(run));
        await AssertStoredOnce(run, body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resending_a_batch_whose_response_was_not_received_changes_nothing(bool reset)
    {
        var run = await suite.CreateRun();
        var body = Batch(run);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var client = await Connect();
            await SendHead(client, body.Length);
            await client.SendAsync(body);
            Disconnect(client, reset);
        }

        await AssertStoredOnce(run, body);
    }

    [Fact]
    public async Task A_batch_whose_response_was_begun_is_stored_and_resending_it_changes_nothing()
    {
        var run = await suite.CreateRun();
        var body = Batch(run);
        using (var client = await Connect())
        {
            await SendHead(client, body.Length);
            await client.SendAsync(body);
            Assert.Equal(1, await client.ReceiveAsync(new byte[1]));
            Disconnect(client, reset: true);
        }

        Assert.Equal(Points, await PointsOf(run));
        await AssertStoredOnce(run, body);
    }

    [Fact]
    public async Task A_complete_batch_without_the_final_chunk_is_not_stored()
    {
        var run = await suite.CreateRun();
        var body = Batch(run);
        using (var client = await Connect())
        {
            await SendHead(client, length: null);
            await client.SendAsync(Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"));
            await client.SendAsync(body);
            await client.SendAsync("\r\n"u8.ToArray());
            Disconnect(client, reset: false);
        }

        Assert.Equal(0, await PointsOf(run));
        await AssertStoredOnce(run, body);
    }

    /// <summary>Sends the batch two more times and asserts that all its points are stored once.</summary>
    private async Task AssertStoredOnce(string run, byte[] body)
    {
        for (var time = 0; time < 2; time++)
        {
            await suite.Call("runs/log-batch", Encoding.UTF8.GetString(body));
            Assert.Equal(Points, await PointsOf(run));
        }

        var data = (await suite.Run(run)).GetProperty("data");
        Assert.Equal("0.1", Assert.Single(data.Pairs("params")).Value);
        Assert.Equal("red", data.Pairs("tags")["team"]);
    }

    private async Task<int> PointsOf(string run)
    {
        var history = await suite.Call($"metrics/get-history?run_id={run}&metric_key=loss");
        if (!history.TryGetProperty("metrics", out var metrics)) return 0;
        var points = metrics.EnumerateArray().Select(point => point.ToString()).ToList();
        Assert.Equal(points.Count, points.Distinct().Count());
        return points.Count;
    }

    private static byte[] Batch(string run) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        run_id = run,
        metrics = Enumerable.Range(0, Points)
            .Select(i => new { key = "loss", value = i / 8.0, timestamp = 1_000 + i, step = i }),
        @params = new[] { new { key = "lr", value = "0.1" } },
        tags = new[] { new { key = "team", value = "red" } },
    });

    private async Task<Socket> Connect()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, suite.Address.Port);
        return client;
    }

    private static async Task SendHead(Socket client, int? length) => await client.SendAsync(Encoding.ASCII.GetBytes(
        "POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + (length is null ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {length}\r\n\r\n")));

    // The kernel of a killed client sends a reset, which discards what the server has not read yet.
    private static void Disconnect(Socket client, bool reset)
    {
        if (reset) client.LingerState = new LingerOption(true, 0);
        client.Close();
    }
}
