using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class ExpiredUploadTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task Abandoned_uploads_of_both_kinds_are_deleted_when_another_begins_after_a_week()
    {
        await using var engine = Open(new SimulatedDisk());
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        List<UploadId> abandoned = [];
        for (var i = 0; i < 20; i++)
        {
            var upload = await artifacts.BeginUpload(Path($"a{i}"), null, i % 2 == 0 ? null : 3);
            abandoned.Add(upload.Value.UploadId);
        }

        time.Advance(TimeSpan.FromDays(8));
        // Each begin deletes some, so that it does not take long.
        await artifacts.BeginUpload(Path("b"), null);
        var kept = (await artifacts.BeginUpload(Path("c"), null)).Value.UploadId;

        foreach (var uploadId in abandoned)
            Assert.Equal(ProblemCodes.UploadNotFound, (await artifacts.GetUpload(uploadId)).Problem?.Code);
        Assert.True((await artifacts.GetUpload(kept)).IsOk);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Beginning_one_costs_the_same_however_many_are_open(int days)
    {
        var few = await Cost(open: 100, TimeSpan.FromDays(days));
        var many = await Cost(open: UploadWrites.UploadsMax - 100, TimeSpan.FromDays(days));

        Assert.Equal(few.Operations, many.Operations);
        // A list of all would have 80,000 bytes.
        Assert.InRange(many.AllocatedBytes, 0, few.AllocatedBytes + 10_000);
    }

    /// <summary>Begins an upload some time after others, and another one, which is measured.</summary>
    private async Task<(int Operations, long AllocatedBytes)> Cost(int open, TimeSpan later)
    {
        var disk = new SimulatedDisk();
        await using var engine = Open(disk);
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await engine.Commit<Done>((state, change) =>
        {
            for (var i = 0; i < open; i++)
                change.Put(state.Uploads, new StoredUpload(new($"u{i}"), $"a{i}", null, 0, now, 3));
            return default(Done);
        }, default);
        time.Advance(later);
        Assert.True((await artifacts.BeginUpload(Path("b"), null, 3)).IsOk);
        var operations = disk.Operations;

        // What is done before the first commit is done on this thread.
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = artifacts.BeginUpload(Path("c"), null, 3);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True((await begun).IsOk);
        return (disk.Operations - operations, allocated);
    }

    private LocalEngine<TrackingState> Open(SimulatedDisk disk)
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        return LocalEngine<TrackingState>.Open(new(
            disk, () => new TrackingState(options), options, time, NullLogger.Instance));
    }

    private static ArtifactPath Path(string value) =>
        ArtifactPath.TryParse(value, out var path, out var error) ? path : throw new ArgumentException(error);
}
