using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Tests with real processes and a real folder.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-killed-");
    private readonly RecordingLogger log = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_in_use_is_refused_naming_the_process_and_is_taken_over_after_its_kill(bool fileLocks)
    {
        using var probe = await StorageProbe.Start(folder.FullName, fileLocks);
        var refused = Assert.Throws<StorageLockedException>(Open);
        Assert.Contains($"process {probe.Pid} on host {Environment.MachineName}", refused.Message);

        await probe.KillAfter(0);
        await using var engine = Open();
        Assert.Contains(log.Lines, line => line.StartsWith("Took over", StringComparison.Ordinal)
            && line.Contains($"process {probe.Pid} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_killed_repeatedly_under_load_has_every_step_it_acknowledged()
    {
        for (var round = 0; round < 4; round++)
        {
            using var probe = await StorageProbe.Start(folder.FullName);
            var last = await probe.KillAfter(200 * (round + 1));
            await using var engine = Open();
            var store = await LocalRunStore.Open(engine, Entropy.System);
            var history = await store.GetMetricHistory(
                new MetricHistoryQuery(new(probe.RunId), "loss", new PageRequest(Limits.HistoryPageSizeMax)));
            var steps = history.Value.Items.Select(point => point.Step).ToList();
            Assert.Equal(Enumerable.Range(0, steps.Count).Select(step => (long)step), steps);
            Assert.InRange(steps.Count, last + 1, last + 2);
        }
    }

    private LocalEngine<TrackingState> Open()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            new FolderDisk(Path.Combine(folder.FullName, "experiment_tracking")),
            () => new TrackingState(options), options, TimeProvider.System, log));
    }
}
