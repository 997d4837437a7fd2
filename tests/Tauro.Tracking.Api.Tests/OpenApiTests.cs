using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests;

[Collection("service")]
public sealed class OpenApiTests(TrackingService service)
{
    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_types()
    {
        var document = await ApiDocument.Load(service.Http);
        Assert.InRange(document.Operations().Count, 37, 100);
        Assert.Empty(document.Gaps());
    }

    [Fact]
    public void A_client_finds_every_type_in_the_contracts() =>
        Assert.Empty(ApiContracts.TypesElsewhere(service.Services.GetRequiredService<EndpointDataSource>()));

    [Fact]
    public void Every_endpoint_states_who_may_call_it() => Assert.Empty(EndpointRules.FindViolations(
        service.Services.GetRequiredService<EndpointDataSource>().Endpoints,
        "/health/startup", "/health/live", "/health/ready"));
}
