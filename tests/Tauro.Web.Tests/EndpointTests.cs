using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers;

namespace Tauro.Web.Tests;

public sealed class EndpointTests
{
    [Fact]
    public async Task Every_endpoint_states_who_may_call_it()
    {
        // The assets are not copied to the tests.
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder => builder
            .UseEnvironment("Production").UseSetting("Logging:LogLevel:Default", "None"));

        var endpoints = factory.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.InRange(endpoints.Count, 20, 1_000);
        Assert.Empty(EndpointRules.FindViolations(endpoints, "/health/startup", "/health/live", "/health/ready"));
    }
}
