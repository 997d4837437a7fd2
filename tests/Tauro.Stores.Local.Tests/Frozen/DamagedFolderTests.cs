using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Disks;

namespace Tauro.Stores.Local.Tests.Frozen;

/// <summary>A segment of each kind, of both services, that is not what was written.</summary>
public sealed class DamagedFolderTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("tauro-damaged-");

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string service in new[] { "tracking", "registry" })
                foreach (var kind in Manifest.Read(new FolderDisk(Path.Combine(Frozen(), FolderOf(service)))).Files
                    .Select(file => KindOf(file.Path)).Distinct())
                    foreach (string how in new[] { "flipped", "missing", "shorter", "a pipe" })
                        data.Add(service, kind, how);
            return data;
        }
    }

    public void Dispose() => copy.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_is_reported_with_its_name(string service, string kind, string how)
    {
        Assert.SkipUnless(how != "a pipe" || OperatingSystem.IsLinux(), "Other systems are not asked for the type.");
        FrozenFolderTests.CopyFolder(new DirectoryInfo(Frozen()), copy);
        var folder = Path.Combine(copy.FullName, FolderOf(service));
        var path = Manifest.Read(new FolderDisk(folder)).Files.Last(file => KindOf(file.Path) == kind).Path;
        await Damage(Path.Combine(folder, path), how);

        var damage = await Assert.ThrowsAsync<StorageCorruptException>(
            () => Task.Run(() => Read(service)).WaitAsync(Timeout));

        Assert.Contains(Path.GetFileName(path), damage.Message);
        Assert.Equal(path, damage.File);
        Assert.Contains("from a backup", damage.Message);
    }

    private static async Task Damage(string path, string how)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        switch (how)
        {
            case "flipped":
                bytes[bytes.Length / 2] ^= 1;
                await File.WriteAllBytesAsync(path, bytes);
                break;
            case "shorter":
                await File.WriteAllBytesAsync(path, bytes[..^1]);
                break;
            case "missing":
                File.Delete(path);
                break;
            default:
                await NamedPipe.Create(path);
                break;
        }
    }

    private async Task<JsonObject> Read(string service)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_MLOPS_PATH"] = copy.FullName, ["LocalStore:FreeBytesMin"] = "0",
            ["LocalStore:ResidentPointsPerSeries"] = "0",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        if (service == "tracking") services.AddTauroTrackingStore(configuration);
        else services.AddTauroRegistryStore(configuration);
        await using var provider = services.BuildServiceProvider();
        await provider.OpenStores();
        return service == "tracking"
            ? await FrozenContents.OfTracking(provider, [])
            : await FrozenContents.OfRegistry(provider, []);
    }

    private static string FolderOf(string service) => service == "tracking" ? "experiment_tracking" : "model_registry";

    /// <summary>Returns a path without the number of the segment.</summary>
    private static string KindOf(string path) => path[..path.IndexOf('-', StringComparison.Ordinal)];

    private static string Frozen([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "1-journal-2", "data");
}
