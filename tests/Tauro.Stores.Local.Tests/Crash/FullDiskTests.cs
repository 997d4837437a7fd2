using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Engine;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// Tests on a real file system of a few megabytes, where one can be mounted. Elsewhere only the simulated disk is used.
/// </summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_store_on_a_full_disk_refuses_writes_and_loses_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("tauro-full-");
        if (!Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.FullName))
        {
            folder.Delete();
            Assert.Skip("No file system can be mounted here. Other tests simulate a full disk.");
        }

        try
        {
            await Fill(folder.FullName);
        }
        finally
        {
            Assert.True(Run("umount", folder.FullName));
            folder.Delete();
        }
    }

    private static async Task Fill(string folder)
    {
        var created = 0;
        ArtifactPath.TryParse("big", out var path, out _);
        await using (var engine = Open(folder))
        {
            var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
            var runs = await LocalRunStore.Open(engine, Entropy.System);
            Assert.True((await artifacts.Write(path, new MemoryStream(new byte[1 << 20]), default)).IsOk);
            await Assert.ThrowsAsync<StorageFullException>(async () =>
                await artifacts.Write(path, new MemoryStream(new byte[5 << 20]), default));
            Assert.Empty(Directory.GetFiles(Path.Combine(folder, "incoming")));
            await Assert.ThrowsAsync<StorageFullException>(async () =>
            {
                for (; ; created++) Assert.True((await runs.CreateExperiment(Large(created))).IsOk);
            });
            Assert.InRange(created, 10, int.MaxValue);
            Assert.True((await artifacts.Delete(path)).IsOk);
            Assert.True((await runs.CreateExperiment(Large(created++))).IsOk);
        }

        await using var again = Open(folder);
        var reopened = await LocalRunStore.Open(again, Entropy.System);
        Assert.Equal(created + 1, again.State.Experiments.Count);
        Assert.True((await reopened.GetExperimentByName($"e{created - 1}")).IsOk);
        Assert.Empty((await (await LocalArtifacts.Open(again, Entropy.System))
            .List(default, new PageRequest())).Value.Items);
    }

    private static NewExperiment Large(int i) => new($"e{i}", new string('d', 4_000));

    private static LocalEngine<TrackingState> Open(string folder)
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, JournalSegmentBytes = 64 << 10 };
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            new FolderDisk(folder), () => new TrackingState(options), options, TimeProvider.System,
            NullLogger.Instance));
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
