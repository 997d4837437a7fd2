using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests;

/// <summary>Tracking in a custom host with custom stores.</summary>
public sealed class CustomStoreTests
{
    [Fact]
    public async Task A_host_with_custom_stores_keeps_them_and_their_failures_are_503()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton(DispatchProxy.Create<IRunStore, UnavailableStore>())
            .AddSingleton(DispatchProxy.Create<IArtifactCatalogue, UnavailableStore>())
            .AddSingleton(DispatchProxy.Create<IBlobStore, UnavailableStore>())
            .AddSingleton(DispatchProxy.Create<IEventLog, UnavailableStore>());
        builder.AddTauroServiceDefaults("tracking");
        builder.AddTracking();
        await using var app = builder.Build();
        app.MapTauroDefaultEndpoints();
        app.MapTracking();
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var address in new[] { "/api/v1/runs/x", "/api/v1/tracking/uploads/x", "/api/v1/tracking/events" })
            Assert.Equal("My store is unavailable.", await Refused(await http.GetAsync(address),
                HttpStatusCode.ServiceUnavailable, ProblemCodes.StorageUnavailable));
    }

    [Fact]
    public void A_host_that_replaces_only_half_of_the_artifact_store_is_refused()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(DispatchProxy.Create<IBlobStore, UnavailableStore>());
        builder.AddTauroServiceDefaults("tracking");

        var refusal = Assert.Throws<InvalidOperationException>(() => builder.AddTracking());
        Assert.Contains("IArtifactCatalogue and IBlobStore together", refusal.Message);
    }

    /// <summary>A store that is unavailable.</summary>
    public class UnavailableStore : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            throw new StorageUnavailableException("My store is unavailable.");
    }
}
