using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Edge;

/// <summary>A service as it ships, on a free port, with its own data folder.</summary>
internal sealed class RunningService<TProgram> : WebApplicationFactory<TProgram> where TProgram : class
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> settings;

    public RunningService(Dictionary<string, string>? settings = null)
    {
        this.settings = settings ?? [];
        UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        StartServer();
    }

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("TAURO_MLOPS_PATH", folder.Path).UseSetting("Logging:LogLevel:Default", "None");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
