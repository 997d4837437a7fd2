using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>An AppHost in the test process, on free ports and without a dashboard.</summary>
public sealed class HostedStack : Stack
{
    private readonly DistributedApplication application;
    private readonly RecentLog log;

    private HostedStack(DistributedApplication application, RecentLog log, string data)
        : base(data, application.GetEndpoint("gateway")) => (this.application, this.log) = (application, log);

    public override string Output => log.Text;

    public bool IsStopped { get; private set; }

    /// <summary>Starts the stack and waits until it is ready.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Other configuration of the AppHost, by key.</param>
    public static async Task<HostedStack> Start(string data, IReadOnlyDictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>());
        all["TAURO_MLOPS_PATH"] = data;
        all["TAURO_GATEWAY_PORT"] = "0";
        all.TryAdd("TAURO_SERVERS", "embedded");
        var log = new RecentLog();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Tauro_AppHost>(
            [.. all.Select(setting => $"--{setting.Key}={setting.Value}")]);
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        var application = await builder.BuildAsync();
        try
        {
            await application.StartAsync();
            foreach (var service in (string[])["gateway", "web", "registry", "tracking"])
                await application.ResourceNotifications.WaitForResourceHealthyAsync(service).WaitAsync(StartDeadline);
            return new HostedStack(application, log, data);
        }
        catch (Exception failure)
        {
            await application.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{log.Text}", failure);
        }
    }

    public override async Task Stop()
    {
        if (IsStopped) return;
        IsStopped = true;
        await application.StopAsync();
        await application.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Stop();
        await base.DisposeAsync();
    }
}
