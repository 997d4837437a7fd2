using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Runs;

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
    [InlineData("1", 1)]
    [InlineData("1-journal-2", SegmentHeader.Version)]
    public void Each_format_of_the_journal_is_frozen(string format, int version)
    {
        foreach (var service in Directory.GetDirectories(Path.Combine(Here(), format, "data")))
        {
            var last = Directory.GetFiles(Path.Combine(service, "journal")).Order(StringComparer.Ordinal).Last();
            Assert.Equal(version, BitConverter.ToInt32(File.ReadAllBytes(last), 8));
        }
    }

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

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_ranges_of_metrics_that_were_stored_without_them_are_computed_once(string format)
    {
        CopyFolder(new DirectoryInfo(Path.Combine(Here(), format, "data")), copy);
        for (var round = 0; round < 2; round++)
        {
            await using var provider = await Open("tracking");
            var runs = provider.GetRequiredService<IRunStore>();
            var all = (await runs.SearchRuns(new RunQuery(null, new PageRequest(1_000), LifecycleView.All))).Value;
            var searched = 0;
            foreach (var (run, key) in all.Items.SelectMany(run => run.Metrics.Keys.Select(key => (run, key))))
            {
                var points = (await runs.GetMetricHistory(
                    new MetricHistoryQuery(run.RunId, key, new PageRequest(100_000)))).Value.Items;
                double[] numbers = [.. points.Select(point => point.Value).Where(double.IsFinite)];
                if (numbers.Length < points.Count) continue;
                searched++;
                Assert.Equal(1, await Find($"min(metrics.`{key}`) = {numbers.Min():R} AND run_id = '{run.RunId}'"));
                Assert.Equal(1, await Find($"max(metrics.`{key}`) = {numbers.Max():R} AND run_id = '{run.RunId}'"));
                Assert.Equal(1, await Find($"first(metrics.`{key}`) = {numbers[0]:R} AND run_id = '{run.RunId}'"));
            }

            Assert.True(searched > 0);
            var path = Path.Combine(copy.FullName, "experiment_tracking", "runs");
            var stored = Directory.GetFiles(path, "runs-*.jsonl").Select(File.ReadAllText);
            Assert.Equal(round > 0, stored.Any(lines => lines.Contains("\"min\":", StringComparison.Ordinal)));

            async Task<int> Find(string filter) => (await runs.SearchRuns(new RunQuery(
                null, new PageRequest(), LifecycleView.All,
                FilterParser.Parse(filter, FilterVocabulary.Runs).Value))).Value.Items.Count;
        }
    }

    [Fact]
    public async Task An_upload_that_was_begun_before_parts_were_documents_goes_on_and_is_completed()
    {
        CopyFolder(new DirectoryInfo(Path.Combine(Here(), "1", "data")), copy);
        await using var provider = await Open("tracking");
        var artifacts = provider.GetRequiredService<ArtifactStore>();
        var upload = (await artifacts.GetUpload(new("80178b9bc338d5e01110d75badedff88"))).Value;
        Assert.Equal((10L, 5L), (upload.SizeBytes, upload.ReceivedBytes));

        Assert.True((await artifacts.AppendUpload(upload.UploadId, 5, new MemoryStream("67890"u8.ToArray()))).IsOk);
        Assert.True((await artifacts.CompleteUpload(upload.UploadId, default)).IsOk);

        Assert.True(ArtifactPath.TryParse(upload.Path, out var path, out _));
        await using var content = (await artifacts.Open(path)).Value;
        using var reader = new StreamReader(content.Content);
        Assert.Equal("1234567890", await reader.ReadToEndAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(copy.FullName, "experiment_tracking", "incoming")));
    }

    private async Task<JsonObject> Read(string service, IEnumerable<string> uploads)
    {
        await using var provider = await Open(service);
        return service == "tracking"
            ? await FrozenContents.OfTracking(provider, uploads)
            : await FrozenContents.OfRegistry(provider, uploads);
    }

    private async Task<ServiceProvider> Open(string service)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_MLOPS_PATH"] = copy.FullName, ["LocalStore:FreeBytesMin"] = "0",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        if (service == "tracking") services.AddTauroTrackingStore(configuration);
        else services.AddTauroRegistryStore(configuration);
        var provider = services.BuildServiceProvider();
        await provider.OpenStores();
        return provider;
    }

    private static IEnumerable<string> Uploads(JsonNode contents) =>
        contents["shared"]!["uploads"]!.AsObject().Select(upload => upload.Key).ToList();

    internal static void CopyFolder(DirectoryInfo from, DirectoryInfo to)
    {
        to.Create();
        foreach (var file in from.GetFiles()) file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var folder in from.GetDirectories())
            CopyFolder(folder, new DirectoryInfo(Path.Combine(to.FullName, folder.Name)));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
