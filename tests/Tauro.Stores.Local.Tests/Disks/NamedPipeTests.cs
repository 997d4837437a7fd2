using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Disks;

/// <summary>A named pipe in the place of a stored file is reported, and no request waits for it.</summary>
public sealed class NamedPipeTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-pipe-");

    public NamedPipeTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems are not asked for the type.");

    [Theory]
    [InlineData("experiment_tracking", "artifacts/a/model.bin")]
    [InlineData("experiment_tracking", "incoming/{blob}")]
    [InlineData("model_registry", "artifacts/a/model.bin")]
    [InlineData("model_registry", "incoming/{blob}")]
    public async Task In_the_place_of_an_artifact_it_is_damage_and_the_artifact_can_be_written_again(
        string service, string file)
    {
        await using var provider = await Open(service);
        var artifacts = provider.GetRequiredService<ArtifactStore>();
        Assert.True(ArtifactPath.TryParse("a/model.bin", out var path, out _));
        await Write(artifacts, path);
        file = file.Replace("{blob}", ReceivedKey(provider, service));
        await NamedPipe.Create(Path.Combine(folder.FullName, service, file));

        var damage = await Assert.ThrowsAsync<StorageCorruptException>(
            () => Task.Run(() => artifacts.Open(path).AsTask()).WaitAsync(Timeout));

        Assert.Equal(file, damage.File);
        Assert.Contains("a named pipe", damage.Message);
        await Write(artifacts, path);
        await using var content = (await artifacts.Open(path).AsTask().WaitAsync(Timeout)).Value;
        Assert.Equal(3, content.Artifact.SizeBytes);
    }

    [Theory]
    [InlineData("experiment_tracking")]
    [InlineData("model_registry")]
    public async Task In_the_place_of_the_manifest_it_keeps_the_store_from_opening(string service)
    {
        await using (await Open(service))
        {
        }

        await NamedPipe.Create(Path.Combine(folder.FullName, service, "manifest.json"));

        var damage = await Assert.ThrowsAsync<StorageCorruptException>(
            () => Task.Run(() => Open(service)).WaitAsync(Timeout));

        Assert.Equal("manifest.json", damage.File);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task Write(ArtifactStore artifacts, ArtifactPath path)
    {
        var written = await Task.Run(() => artifacts.Write(path, new MemoryStream([1, 2, 3]), default).AsTask())
            .WaitAsync(Timeout);
        Assert.True(written.IsOk, written.Problem?.Message);
    }

    /// <summary>Returns the key under which the only artifact was received.</summary>
    private static string ReceivedKey(ServiceProvider provider, string service)
    {
        LocalState state = service == "model_registry"
            ? provider.GetRequiredService<LocalStore<RegistryState>>().Engine.State
            : provider.GetRequiredService<LocalStore<TrackingState>>().Engine.State;
        return Assert.Single(state.Artifacts.All).Blob;
    }

    private async Task<ServiceProvider> Open(string service)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_MLOPS_PATH"] = folder.FullName, ["LocalStore:FreeBytesMin"] = "0",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        if (service == "model_registry") services.AddTauroRegistryStore(configuration);
        else services.AddTauroTrackingStore(configuration);
        var provider = services.BuildServiceProvider();
        await provider.OpenStores();
        return provider;
    }
}
