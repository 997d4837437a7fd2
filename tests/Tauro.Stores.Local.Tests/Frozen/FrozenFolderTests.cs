using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Tests.Frozen;

/// <summary>
/// Data folders of each format version, as they were written at that time: checkpoints and a journal. Each comes with
/// what the store that wrote it returned. They never change.
/// </summary>
public sealed class FrozenFolderTests : IDisposable
{
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("tauro-frozen-");

    public static TheoryData<string> Formats =>
        [.. Directory.GetDirectories(Here()).Select(folder => Path.GetFileName(folder)!)];

    public void Dispose() => copy.Delete(recursive: true);

    [Fact]
    public void The_current_format_is_frozen() =>
        Assert.True(Directory.Exists(Path.Combine(Here(), $"{Manifest.FormatVersion}", "data")));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_frozen_folder_opens_with_its_original_content(string format)
    {
        var frozen = Path.Combine(Here(), format);
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(frozen, "expected.json")))!.AsObject();
        CopyFolder(new DirectoryInfo(Path.Combine(frozen, "data")), copy);

        for (var round = 0; round < 2; round++)
        {
            // The second round opens the checkpoint that was written on close.
            foreach (var (service, contents) in expected)
            {
                var found = await Read(service, Uploads(contents!));
                foreach (var (kind, was) in contents!.AsObject())
                    Assert.True(
                        JsonNode.DeepEquals(was, found[kind]),
                        $"{service} {kind}, opened {round + 1} times: {found[kind]?.ToJsonString()} instead of "
                        + was?.ToJsonString());
            }
        }
    }

    private async Task<JsonObject> Read(string service, IEnumerable<string> uploads)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_MLOPS_PATH"] = copy.FullName, ["LocalStore:FreeBytesMin"] = "0",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        var isTracking = service == "tracking";
        if (isTracking) services.AddTauroTrackingStore(configuration);
        else services.AddTauroRegistryStore(configuration);
        await using var provider = services.BuildServiceProvider();
        await provider.OpenStores();
        return isTracking
            ? await FrozenContents.OfTracking(provider, uploads)
            : await FrozenContents.OfRegistry(provider, uploads);
    }

    private static IEnumerable<string> Uploads(JsonNode contents) =>
        contents["shared"]!["uploads"]!.AsObject().Select(upload => upload.Key).ToList();

    private static void CopyFolder(DirectoryInfo from, DirectoryInfo to)
    {
        to.Create();
        foreach (var file in from.GetFiles()) file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var folder in from.GetDirectories())
            CopyFolder(folder, new DirectoryInfo(Path.Combine(to.FullName, folder.Name)));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
