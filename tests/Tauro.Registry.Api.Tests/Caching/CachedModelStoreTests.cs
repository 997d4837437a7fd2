using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores;
using Tauro.Stores.Models;

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
