using System.Text.Json;

namespace Tauro.Registry.Api.Tests;

public sealed class LargePageTests
{
    [Fact]
    public async Task A_page_of_MLflow_ends_before_the_latest_versions_of_its_models_have_too_many_bytes()
    {
        await using var registry = await RegistryHost.Start();
        var tags = Enumerable.Range(0, 60).Select(i => new { key = $"k{i}", value = new string('v', 100_000) });
        foreach (var name in new[] { "a", "b", "c" })
        {
            await registry.Ok(HttpMethod.Post, "/api/2.0/mlflow/registered-models/create", new { name });
            await registry.Ok(
                HttpMethod.Post, "/api/2.0/mlflow/model-versions/create", new { name, source = "s3://b/m", tags });
        }

        var first = await Search("");
        Assert.Equal(2, first.GetProperty("registered_models").GetArrayLength());
        var second = await Search($"&page_token={first.GetProperty("next_page_token").GetString()}");
        Assert.Equal(1, second.GetProperty("registered_models").GetArrayLength());
        Assert.False(second.TryGetProperty("next_page_token", out _));

        Task<JsonElement> Search(string token) => registry.Ok<JsonElement>(
            HttpMethod.Get, $"/api/2.0/mlflow/registered-models/search?max_results=100{token}");
    }
}
