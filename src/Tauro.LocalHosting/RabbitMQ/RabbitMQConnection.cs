namespace Tauro.LocalHosting;

/// <summary>The amqp URI and the split properties that Aspire derives from it.</summary>
internal static class RabbitMQConnection
{
    private const int DefaultPort = 5672;

    public static Connection At(int port, string user, string password) =>
        Parse($"amqp://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@localhost:{port}");

    public static Connection Parse(string connectionString)
    {
        if (!Uri.TryCreate(connectionString, UriKind.Absolute, out var uri))
        {
            throw new DistributedApplicationException(
                "The configured RabbitMQ connection string is not a URI that begins with amqp:// or amqps://.");
        }

        var login = uri.UserInfo.Split(':', 2);
        var port = uri.Port < 0 ? DefaultPort : uri.Port;
        return new(
            connectionString,
            $"{uri.Host}:{port}",
            [
                new("Host", uri.Host),
                new("Port", $"{port}"),
                new("Username", Uri.UnescapeDataString(login[0])),
                new("Password", login.Length > 1 ? Uri.UnescapeDataString(login[1]) : string.Empty),
                new("Uri", connectionString),
            ]);
    }
}
