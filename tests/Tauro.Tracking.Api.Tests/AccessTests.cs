using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers;
using Tauro.TestServers.Access;

namespace Tauro.Tracking.Api.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task Each_endpoint_requires_what_the_table_has()
    {
        await using var service = TrackingService.With(("TAURO_AUTH", "required"));

        AccessTable.AssertMatches("tracking", service.Services.GetRequiredService<EndpointDataSource>().Endpoints);
    }

    [Fact]
    public async Task Each_endpoint_admits_exactly_those_of_its_level()
    {
        using var folder = new TemporaryFolder();
        await using var service = await TrackingHost.Start(folder, ("TAURO_AUTH", "required"));
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        var matrix = new AccessMatrix(http, new TestTokens(folder.Path), "tracking");

        Assert.Empty(await matrix.FindViolations(service.Services.GetRequiredService<EndpointDataSource>()));
        Assert.InRange(matrix.Calls, 2_000, 10_000);
    }
}
