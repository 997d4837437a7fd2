using System.Net;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Journey;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Disk;

/// <summary>The disk of the tracking service becomes full, and then has free space again.</summary>
public sealed class FullDiskTests
{
    private const int DiskMegabytes = 64;
    private const int BallastMegabytes = 24;
    private const int BatchPoints = 5_000;
    private const int ArtifactBytes = 4 << 20;

    [Fact]
    public async Task Writes_are_refused_while_the_disk_is_full_and_accepted_later_and_nothing_is_lost()
    {
        using var disk = SmallDisk.Mount(DiskMegabytes, BallastMegabytes);
        Assert.SkipUnless(disk is not null, "a small file system cannot be mounted here");
        var port = FreePort.Next();
        await using var service = ServerProcess.Start(
            Built.Program("Tauro.Tracking.Api"), ["--urls", $"http://127.0.0.1:{port}"], new Dictionary<string, string>
            {
                ["TAURO_MLOPS_PATH"] = disk.Path,
                ["LocalStore__FreeBytesMin"] = $"{4 << 20}",
                ["LocalStore__JournalSegmentBytes"] = $"{1 << 20}",
            });
        await service.WaitUntilReady(() => ServerProcess.IsListening(port));
        using var api = new TauroApi(new Uri($"http://127.0.0.1:{port}"));
        var run = await api.StartRun(new NewRun(new("0"), "fills the disk"));

        var artifacts = await UploadUntilFull(api, run.RunId);
        var batches = await LogUntilFull(api, run.RunId);
        Assert.Equal("fills the disk", (await api.GetRun(run.RunId)).Name);
        disk.DeleteBallast();
        await Eventually.True(async () => await TryLog(api, run.RunId, batches) == HttpStatusCode.NoContent,
            "writes succeed again");
        Assert.Equal(HttpStatusCode.Created, await TryUpload(api, run.RunId, artifacts));

        foreach (var number in Enumerable.Range(0, artifacts + 1))
            Assert.Equal(Artifacts.Sha256Of(new NoiseStream(ArtifactBytes, number)),
                (await api.Download($"/api/v1/runs/{run.RunId}/artifacts/a{number}")).Sha256);
        var history = new List<MetricValue>();
        for (string? token = ""; token is not null;)
        {
            var page = await api.Get<Page<MetricValue>>(
                $"/api/v1/runs/{run.RunId}/metrics/history?key=loss&max_results=100000"
                + (token == "" ? "" : $"&page_token={Uri.EscapeDataString(token)}"));
            history.AddRange(page.Items);
            token = page.NextPageToken;
        }

        Assert.Empty(Enumerable.Range(0, batches + 1).SelectMany(Points)
            .Select(p => new MetricValue(p.Step, p.Timestamp, p.Value)).Except(history));
    }

    private static async Task<int> UploadUntilFull(TauroApi api, RunId runId)
    {
        for (var number = 0; ; number++)
        {
            if (await TryUpload(api, runId, number) == HttpStatusCode.InsufficientStorage) return number;
            Assert.True(number < DiskMegabytes, "more was written than the disk can store");
        }
    }

    private static async Task<int> LogUntilFull(TauroApi api, RunId runId)
    {
        for (var number = 0; ; number++)
        {
            if (await TryLog(api, runId, number) == HttpStatusCode.InsufficientStorage) return number;
            Assert.True(number < 1_000, "more was written than the disk can store");
        }
    }

    private static async Task<HttpStatusCode> TryUpload(TauroApi api, RunId runId, int number)
    {
        using var content = new StreamContent(new NoiseStream(ArtifactBytes, number));
        using var response = await api.Http.PutAsync($"/api/v1/runs/{runId}/artifacts/a{number}", content);
        await AssertExplained(response);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> TryLog(TauroApi api, RunId runId, int number)
    {
        using var response = await api.SendRaw(
            HttpMethod.Post, $"/api/v1/runs/{runId}/batch", new RunBatch([.. Points(number)]));
        await AssertExplained(response);
        return response.StatusCode;
    }

    private static async Task AssertExplained(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.InsufficientStorage, body);
        if (!response.IsSuccessStatusCode) Assert.Contains("\"storage_full\"", body);
    }

    private static IEnumerable<MetricPoint> Points(int number) => Enumerable.Range(0, BatchPoints).Select(i =>
        new MetricPoint("loss", 1.0 / (i + 1), 1_700_000_000_000, ((long)number * BatchPoints) + i));
}
