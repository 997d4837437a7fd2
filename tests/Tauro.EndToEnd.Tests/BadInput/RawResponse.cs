using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tauro.EndToEnd.Tests.BadInput;

/// <summary>
/// A response to a request that was written directly to a socket: a client library would normalize its path.
/// </summary>
internal sealed record RawResponse(int Status, string Body)
{
    public static async Task<RawResponse> Send(BadRequest request, int port, string? apiKey = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = client.GetStream();
        var body = request.Body ?? [];
        var head = $"{request.Method} {request.Target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n" +
            (apiKey is null ? "" : $"Authorization: Bearer {apiKey}\r\n") +
            (request.Body is null ? "" : $"Content-Type: {request.ContentType}\r\n") +
            $"Content-Length: {body.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        try
        {
            await stream.WriteAsync(body);
        }
        catch (IOException)
        {
            // The request was refused before its end; the response can still be read.
        }

        return Parse(await Read(stream), request);
    }

    /// <summary>The members that every problem has; null if the body is not a problem.</summary>
    public (string? Code, string? Detail)? Problem
    {
        get
        {
            var (from, to) = (Body.IndexOf('{'), Body.LastIndexOf('}'));
            if (from < 0 || to < from) return null;
            try
            {
                using var problem = JsonDocument.Parse(Body[from..(to + 1)]);
                return (GetString(problem, "code"), GetString(problem, "detail"));
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    private static async Task<string> Read(NetworkStream stream)
    {
        using var all = new MemoryStream();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await stream.CopyToAsync(all, timeout.Token);
        }
        catch (IOException)
        {
            // The connection is reset after the response, because the server did not read the rest of the body.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    private static RawResponse Parse(string value, BadRequest request)
    {
        if (!value.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            throw new InvalidOperationException($"{request} got the response '{value}'.");
        var end = value.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new(int.Parse(value.AsSpan(9, 3), CultureInfo.InvariantCulture), end < 0 ? "" : value[(end + 4)..]);
    }

    private static string? GetString(JsonDocument problem, string member) =>
        problem.RootElement.TryGetProperty(member, out var value) ? value.GetString() : null;
}
