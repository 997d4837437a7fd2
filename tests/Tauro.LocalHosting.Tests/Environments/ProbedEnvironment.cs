using Tauro.LocalHosting.Tests.Running;

namespace Tauro.LocalHosting.Tests.Environments;

/// <summary>One AppHost in Development, and what it gave to a replica of the probe and to the worker.</summary>
public sealed class ProbedEnvironment : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private RunningAppHost? _appHost;

    internal RunningAppHost AppHost => _appHost!;

    internal Dictionary<string, string> Probe { get; private set; } = [];

    internal Dictionary<string, string> Worker { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _appHost = RunningAppHost.Start(
            _data.Path,
            "--embedded",
            ("DOTNET_ENVIRONMENT", "Development"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:19999"),
            ("AppHost__OtlpApiKey", "collector-key"));
        await _appHost.ReadyAsync();
        Probe = await _appHost.EnvironmentAsync();
        Worker = await _appHost.EnvironmentAsync(new Uri(Probe["MY_WORKER_HTTP"]).Port);
    }

    public async ValueTask DisposeAsync()
    {
        await AppHost.DisposeAsync();
        _data.Dispose();
    }
}
