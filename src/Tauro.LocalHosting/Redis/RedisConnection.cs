namespace Tauro.LocalHosting;

/// <summary>StackExchange.Redis's connection string and the split properties that Aspire derives from it.</summary>
internal static class RedisConnection
{
    private const int DefaultPort = 6379;

    public static Connection At(int port, string password) =>
        Of($"localhost:{port},password={password}", "localhost", port, password, tls: false);

    public static Connection Parse(string connectionString)
    {
        var parts = connectionString.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var server = parts.FirstOrDefault(p => !p.Contains('=')) ?? throw new DistributedApplicationException(
            "The configured Redis connection string names no server; it should read host:port,password=….");
        var colon = server.LastIndexOf(':');
        var host = colon < 0 ? server : server[..colon];
        var port = colon >= 0 && int.TryParse(server[(colon + 1)..], out var number) ? number : DefaultPort;
        var tls = string.Equals(Option(parts, "ssl"), "true", StringComparison.OrdinalIgnoreCase);
        return Of(connectionString, host, port, Option(parts, "password"), tls);
    }

    private static string? Option(string[] parts, string name) => parts
        .FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];

    private static Connection Of(string text, string host, int port, string? password, bool tls)
    {
        var login = password is null ? string.Empty : $":{Uri.EscapeDataString(password)}@";
        var properties = new List<KeyValuePair<string, string>>
        {
            new("Host", host),
            new("Port", $"{port}"),
            new("Uri", $"{(tls ? "rediss" : "redis")}://{login}{host}:{port}"),
        };
        if (password is not null)
        {
            properties.Insert(2, new("Password", password));
        }

        return new(text, $"{host}:{port}", properties);
    }
}
