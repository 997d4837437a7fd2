using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Stores.Access;
using Tauro.TestServers;
using Tauro.TestServers.Access;

namespace Tauro.Registry.Api.Tests;

public sealed class AccessTests : IAsyncLifetime
{
    private RegistryHost service = null!;

    public async ValueTask InitializeAsync() =>
        service = await RegistryHost.Start(settings: [("TAURO_AUTH", "required"), ("TAURO_TESTING_RESET", "0")]);

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public void Each_endpoint_requires_what_the_table_has() =>
        AccessTable.AssertMatches("registry", service.Services.GetRequiredService<EndpointDataSource>().Endpoints);

    [Fact]
    public async Task Each_endpoint_admits_exactly_those_of_its_level()
    {
        var matrix = new AccessMatrix(service.Http, new TestTokens(service.Folder), "registry");

        Assert.Empty(await matrix.FindViolations(service.Services.GetRequiredService<EndpointDataSource>()));
        Assert.InRange(matrix.Calls, 800, 5_000);
    }

    [Theory]
    [InlineData("runs:/6f2c1d0e9b8a47c5a3e1f0d2c4b6a897/model")]
    [InlineData("models:/m-6f2c1d0e9b8a47c5a3e1f0d2c4b6a897")]
    public async Task A_source_is_refused_while_it_is_unknown_whether_its_sender_may_read_it(string source)
    {
        var deployer = TestTokens.User(AccessLevel.Edit) with
        {
            Grants =
            [
                new(ResourceType.RegisteredModel, Grant.All, AccessLevel.Edit),
                new(ResourceType.Workspace, Grant.All, AccessLevel.Use),
            ],
        };

        var (native, detail) = await Send(deployer, "/api/v1/models/net/versions", new { source });
        await Send(deployer, "/api/2.0/mlflow/registered-models/create", new { name = "net" });
        var (mlflow, _) = await Send(deployer, "/api/2.0/mlflow/model-versions/create", new { name = "net", source });
        var (without, _) = await Send(deployer, "/api/v1/models/net/versions", new { artifact_mode = "NONE" });

        Assert.Equal((503, 503, 201), (native, mlflow, without));
        Assert.Contains("whether you may read the source", detail);
    }

    [Fact]
    public async Task The_account_is_who_it_is_whatever_the_request_claims()
    {
        var (status, body) = await Send(
            TestTokens.Admin("ann"), "/api/v1/models/net/versions",
            new { artifact_mode = "NONE", registered_by = "bob" });

        Assert.Equal(201, status);
        Assert.Contains("\"registered_by\":\"ann\"", body);
    }

    private Task<(int Status, string Body)> Send(Principal sender, string path, object body) =>
        new PrincipalClient(service.Http, new TestTokens(service.Folder), "registry")
            .Exchange(sender, HttpMethod.Post, path, body);
}
