using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests;

/// <summary>Tracking in the test process, for tests that start it again on the same data folder.</summary>
internal static class TrackingHost
{
    public static Task<WebApplication> Start(
        TemporaryFolder folder, params (string Key, string? Value)[] settings) =>
        Start(folder, TimeProvider.System, settings);

    public static async Task<WebApplication> Start(
        TemporaryFolder folder, TimeProvider time, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var all = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        all["TAURO_MLOPS_PATH"] = folder.Path;
        all["LocalStore:FreeBytesMin"] = "0";
        builder.Configuration.AddInMemoryCollection(all);
        builder.Services.AddSingleton(time);
        builder.AddTauroServiceDefaults("tracking");
        builder.AddTracking();
        var app = builder.Build();
        app.MapTauroDefaultEndpoints();
        app.MapTracking();
        try
        {
            await app.Services.OpenStores();
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
