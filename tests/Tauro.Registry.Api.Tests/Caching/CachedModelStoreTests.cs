using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores;
using Tauro.Stores.Models;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests.Caching;

public sealed class CachedModelStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-cached-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_cached_store_is_read_once_until_it_is_written_through_the_cache()
    {
        await using var inner = await OpenStore();
        var store = inner.GetRequiredService<IModelStore>();
        await using var app = Cache(store);
        var cached = app.Services.GetRequiredService<IModelStore>();
        await store.CreateModel(new NewModel("fraud", "first"));
        Assert.Equal("first", (await cached.GetModel("fraud")).Value.Description);

        await store.UpdateModel("fraud", new ModelChange(Description: "past the cache"));
        Assert.Equal("first", (await cached.GetModel("fraud")).Value.Description);

        await cached.UpdateModel("fraud", new ModelChange(Description: "through it"));
        Assert.Equal("through it", (await cached.GetModel("fraud")).Value.Description);
    }

    [Fact]
    public async Task A_deleted_model_is_not_read_from_the_cache_while_its_versions_are_removed()
    {
        await using var inner = await OpenStore();
        await using var app = Cache(inner.GetRequiredService<IModelStore>());
        var cached = app.Services.GetRequiredService<IModelStore>();
        await Task.WhenAll(Enumerable.Range(0, 201).Select(_ =>
            cached.RegisterVersion("fraud", new NewModelVersion(ArtifactMode: ArtifactMode.None)).AsTask()));
        Assert.True((await cached.GetModel("fraud")).IsOk);
        StoreOutcome<RegisteredModel>? meanwhile = null;

        await cached.DeleteModel("fraud", async () => meanwhile = await cached.GetModel("fraud"));

        Assert.Equal(ProblemCodes.ModelNotFound, meanwhile?.Problem?.Code);
    }

    [Fact]
    public async Task The_stats_count_hits_misses_and_entries()
    {
        await using var inner = await OpenStore();
        var store = inner.GetRequiredService<IModelStore>();
        await store.CreateModel(new NewModel("fraud"));
        await using var app = Cache(store);
        app.Urls.Add("http://127.0.0.1:0");
        app.MapTauroDefaultEndpoints();
        app.MapCacheStats();
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var cached = app.Services.GetRequiredService<IModelStore>();

        for (var i = 0; i < 4; i++) await cached.GetModel("fraud");

        // The cache reports what it does in the background.
        var stats = default(JsonElement);
        await Eventually.True(
            async () => (stats = await http.GetFromJsonAsync<JsonElement>("/api/v1/registry/cache/stats"))
                .GetProperty("hits").GetInt64() >= 3 && stats.GetProperty("misses").GetInt64() >= 1,
            "the reads are counted");
        Assert.True(stats.GetProperty("is_used").GetBoolean());
        Assert.InRange(stats.GetProperty("hit_rate").GetDouble(), 0.3, 0.9);
        Assert.NotEqual(0, stats.GetProperty("entries").GetInt64());
        Assert.Equal(0, stats.GetProperty("stale_hits").GetInt64());
        await app.StopAsync();
    }

    private static WebApplication Cache(IModelStore store)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddTauroServiceDefaults("registry");
        builder.AddTauroCache();
        builder.Services.AddCachedModelStore(_ => store);
        return builder.Build();
    }

    private async Task<ServiceProvider> OpenStore()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_MLOPS_PATH"] = folder.FullName, ["LocalStore:FreeBytesMin"] = "0",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddTauroRegistryStore(configuration).BuildServiceProvider();
        await services.OpenStores();
        return services;
    }
}
