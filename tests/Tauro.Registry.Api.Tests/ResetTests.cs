using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;

namespace Tauro.Registry.Api.Tests;

public sealed class ResetTests
{
    private const string Reset = "/internal/testing/reset";

    [Fact]
    public async Task A_reset_leaves_no_model_no_file_and_no_cached_entry()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        await registry.Ok(HttpMethod.Put, "/api/v1/models/fraud/versions/1/artifacts/a", new ByteArrayContent([1]));
        await registry.Ok(HttpMethod.Post, "/api/v1/models/fraud/versions/1/uploads", new { path = "b" });
        await registry.Version("fraud", 1);

        await registry.Ok(HttpMethod.Post, Reset);

        await registry.Refused(404, "model_not_found", HttpMethod.Get, "/api/v1/models/fraud");
        await registry.Refused(404, "model_not_found", HttpMethod.Get, "/api/v1/models/fraud/versions/1");
        Assert.Empty((await registry.Ok<Page<RegisteredModel>>(HttpMethod.Get, "/api/v1/models")).Items);
        Assert.Equal(1, (await registry.Register("fraud", new { })).Version);
        await registry.Restart();
        Assert.Single((await registry.Ok<Page<RegisteredModel>>(HttpMethod.Get, "/api/v1/models")).Items);
        await registry.Refused(
            409, "artifact_not_found", HttpMethod.Post, "/api/v1/models/fraud/versions/1/finalize");
    }
}
