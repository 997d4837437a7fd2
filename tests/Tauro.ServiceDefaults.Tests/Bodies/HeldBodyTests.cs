using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Bodies;
using Tauro.ServiceDefaults.Tests.Problems;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Bodies;

public sealed class HeldBodyTests
{
    [Theory]
    [InlineData("/bound"), InlineData("/read"), InlineData("/inflated")]
    public Task A_body_that_pauses_is_408_and_no_longer_held(string path) =>
        RequireTimeout(path, "PauseMax", sendsSlowly: false);

    [Theory]
    [InlineData("/bound"), InlineData("/read"), InlineData("/inflated")]
    public Task A_body_that_is_sent_byte_by_byte_is_408_and_no_longer_held(string path) =>
        RequireTimeout(path, "TimeMax", sendsSlowly: true);

    private static async Task RequireTimeout(string path, string option, bool sendsSlowly)
    {
        await using var service = await SmallService.Start(
            app =>
            {
                app.MapPost("/bound", (Values values) => values.Items?.ValueKind.ToString());
                app.MapPost("/read", async context => await CompleteBody.Read(context, body => body.Length));
                app.MapPost("/inflated", async context =>
                {
                    var held = context.Features.Get<HeldBody>()!;
                    held.Add(1);
                    await using var plain = new GZipStream(held.Received, CompressionMode.Decompress);
                    await CompleteBody.Read(plain, null, body => body.Length, context.RequestAborted);
                });
            },
            settings: new() { [$"Bodies:{option}"] = "00:00:01" });
        using var client = new TcpClient("127.0.0.1", service.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 50000\r\n\r\n"));
        // The header of a compressed body says that the name of the file follows, which may have any length.
        await stream.WriteAsync(
            path == "/inflated" ? [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3] : new byte[] { 32, 32, 32 });

        var response = new StringBuilder();
        var buffer = new byte[4_096];
        using var end = new CancellationTokenSource();
        var sending = sendsSlowly ? SendSlowly(stream, end.Token) : Task.CompletedTask;
        while (!response.ToString().Contains($"Bodies:{option}"))
        {
            var read = await stream.ReadAsync(buffer);
            Assert.NotEqual(0, read);
            response.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await end.CancelAsync();
        await sending;
        Assert.StartsWith("HTTP/1.1 408 ", response.ToString());
        Assert.Contains(ProblemCodes.InvalidRequest, response.ToString());
        var budget = service.App.Services.GetRequiredService<BodyBudget>();
        await Eventually.True(() => budget.Bytes == 0, "nothing is held");
    }

    [Fact]
    public async Task The_values_of_a_bound_body_are_limited()
    {
        await using var service = await SmallService.Start(
            app => app.MapPost("/bound", (Values values) => $"{values.Items?.GetArrayLength()}"));
        // A name, and two pairs of brackets.
        var items = string.Join(",", Enumerable.Repeat("0", Limits.JsonRowsMax - 5));

        var (allowed, _) = await service.Post("/bound", $$"""{"items":[{{items}}]}""");
        var (status, problem) = await service.Post("/bound", $$"""{"items":[{{items}},0]}""");

        Assert.Equal(200, allowed);
        BadRequestTests.AssertProblem(
            problem, status, 400, ProblemCodes.LimitExceeded, $"more than {Limits.JsonRowsMax} values");
    }

    private static async Task SendSlowly(NetworkStream stream, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(end)) await stream.WriteAsync(" "u8.ToArray(), end);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The response was read, or the server closed the connection.
        }
    }

    private sealed record Values(JsonElement? Items = null);
}
