using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests;

public sealed class OpenApiTests : IAsyncLifetime
{
    private RegistryHost service = null!;

    public async ValueTask InitializeAsync() => service = await RegistryHost.Start();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_types()
    {
        var document = await ApiDocument.Load(service.Http);
        Assert.InRange(document.Operations().Count, 29, 100);
        Assert.Empty(document.Gaps());
    }

    [Fact]
    public void Every_type_of_the_API_is_in_the_contracts() =>
        Assert.Empty(ApiContracts.TypesElsewhere(service.Services.GetRequiredService<EndpointDataSource>()));

    [Fact]
    public void Every_endpoint_states_who_may_call_it() => Assert.Empty(EndpointRules.FindViolations(
        service.Services.GetRequiredService<EndpointDataSource>().Endpoints,
        "/health/startup", "/health/live", "/health/ready"));
}
