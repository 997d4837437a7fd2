using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Tauro.Mlflow.Tests;

/// <summary>An unchanged program in the test process, on a free loopback port.</summary>
internal sealed class Hosted<TProgram> : WebApplicationFactory<TProgram>
    where TProgram : class
{
    private readonly Dictionary<string, string> settings;

    public Hosted(Dictionary<string, string> settings)
    {
        this.settings = settings;
        UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        StartServer();
        Address = ClientOptions.BaseAddress;
    }

    public Uri Address { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The proxy logs a warning for each client that disconnects, which tests do.
        builder.UseEnvironment("Production").UseSetting("Logging:LogLevel:Default", "Error")
            .UseSetting("Logging:LogLevel:Yarp", "Error");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
    }
}
