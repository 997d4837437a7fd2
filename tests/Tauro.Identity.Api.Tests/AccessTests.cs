using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers.Access;

namespace Tauro.Identity.Api.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task Each_endpoint_requires_what_the_table_has()
    {
        await using var host = await IdentityHost.Start();

        AccessTable.AssertMatches("identity", host.Services.GetRequiredService<EndpointDataSource>().Endpoints);
    }
}
