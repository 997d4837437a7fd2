using System.Data.Common;

namespace Tauro.LocalHosting;

/// <summary>Npgsql's connection string and the split properties that Aspire derives from it.</summary>
internal static class PostgresConnection
{
    private const int DefaultPort = 5432;

    public static Connection At(int port, string user, string password) =>
        Parse($"Host=localhost;Port={port};Username={user};Password={password}");

    public static Connection Parse(string connectionString)
    {
        var values = Read(connectionString);
        var host = values.GetValueOrDefault("Host") ?? values.GetValueOrDefault("Server") ?? "localhost";
        var port = values.GetValueOrDefault("Port") ?? $"{DefaultPort}";
        var user = values.GetValueOrDefault("Username") ?? values.GetValueOrDefault("User Id") ?? string.Empty;
        var password = values.GetValueOrDefault("Password") ?? string.Empty;
        var path = values.GetValueOrDefault("Database") is { } database ? $"/{database}" : string.Empty;
        var login = $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}";
        var properties = new List<KeyValuePair<string, string>>
        {
            new("Host", host),
            new("Port", port),
            new("Username", user),
            new("Password", password),
            new("Uri", $"postgresql://{login}@{host}:{port}{path}"),
            new("JdbcConnectionString", $"jdbc:postgresql://{host}:{port}{path}"),
        };
        if (path.Length > 0)
        {
            properties.Add(new("DatabaseName", path[1..]));
        }

        return new(connectionString, $"{host}:{port}", properties);
    }

    private static Dictionary<string, string> Read(string connectionString)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return builder.Keys.Cast<string>().ToDictionary(
                key => key, key => $"{builder[key]}", StringComparer.OrdinalIgnoreCase);
        }
        catch (ArgumentException malformed)
        {
            throw new DistributedApplicationException(
                "The configured PostgreSQL connection string should read Host=…;Port=…;Username=…;Password=….",
                malformed);
        }
    }
}
