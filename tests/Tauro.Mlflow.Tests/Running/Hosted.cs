using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Tauro.Mlflow.Tests;

/// <summary>A program as it ships, in this process, on a free port of loopback.</summary>
internal sealed class Hosted<TProgram> : WebApplicationFactory<TProgram>
    where TProgram : class
{
    private readonly Dictionary<string, string> settings;

    public Hosted(Dictionary<string, string> settings)
    {
        this.settings = settings;
        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
    }

    public Uri Address { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The proxy warns of each client that hangs up, which tests do.
        builder.UseEnvironment("Production").UseSetting("Logging:LogLevel:Default", "Error")
            .UseSetting("Logging:LogLevel:Yarp", "Error");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
    }
}
