namespace Tauro.LocalHosting;

/// <summary>
/// A server that the engine provides. In this order: a configured <c>ConnectionStrings:NAME</c>; a container when asked
/// for; the server's binary on PATH as a private instance; the embedded default.
/// </summary>
public abstract class ServerResource : ContainerResource, IResourceWithConnectionString
{
    private protected ServerResource(string name, ParameterResource? userName, ParameterResource? password, int? port)
        : base(name)
    {
        UserNameParameter = userName;
        PasswordParameter = password;
        Port = port;
    }

    public ParameterResource? UserNameParameter { get; private protected set; }

    public ParameterResource? PasswordParameter { get; internal set; }

    public ReferenceExpression ConnectionStringExpression => new([Connection?.ConnectionString ?? string.Empty]);

    /// <summary>The port asked for; null lets the engine choose.</summary>
    internal int? Port { get; set; }

    /// <summary>What the resolution came to. Null before it, and where the embedded default needs no server.</summary>
    internal Connection? Connection { get; set; }

    internal abstract string DefaultUserName { get; }

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        new(Connection?.ConnectionString);

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
        (Connection?.Properties ?? []).Select(p => KeyValuePair.Create(p.Key, new ReferenceExpression([p.Value])));

    internal abstract Connection Parse(string connectionString);

    internal abstract ServerPlan InContainer(ServerSite site, string engine);

    /// <summary>Null when the binary is not on PATH.</summary>
    internal abstract ServerPlan? FromBinary(ServerSite site);

    /// <summary>Null when there is no embedded default.</summary>
    internal abstract ServerPlan? Embedded(ServerSite site);
}
