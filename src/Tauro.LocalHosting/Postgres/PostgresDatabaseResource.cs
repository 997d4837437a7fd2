using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>A database of a PostgreSQL server. <c>ConnectionStrings:NAME</c> puts it on another server.</summary>
public class PostgresDatabaseResource : Resource, IResourceWithParent, IResourceWithConnectionString
{
    private readonly IConfiguration _configuration;

    internal PostgresDatabaseResource(
        string name, string databaseName, PostgresServerResource server, IConfiguration configuration)
        : base(name)
    {
        DatabaseName = databaseName;
        Parent = server;
        _configuration = configuration;
    }

    public PostgresServerResource Parent { get; }

    IResource IResourceWithParent.Parent => Parent;

    public string DatabaseName { get; }

    public ReferenceExpression ConnectionStringExpression => new([Connection?.ConnectionString ?? string.Empty]);

    private Connection? Connection => _configuration.GetConnectionString(Name) is { Length: > 0 } configured
        ? PostgresConnection.Parse(configured)
        : Parent.Connection is { } server
            ? PostgresConnection.Parse($"{server.ConnectionString};Database={DatabaseName}")
            : null;

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        new(Connection?.ConnectionString);

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
        (Connection?.Properties ?? []).Select(p => KeyValuePair.Create(p.Key, new ReferenceExpression([p.Value])));
}
