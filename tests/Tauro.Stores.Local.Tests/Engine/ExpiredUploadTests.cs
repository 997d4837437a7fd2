using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
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
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        await using var engine = LocalEngine<TrackingState>.Open(new(
            new SimulatedDisk(), () => new TrackingState(options), options, time, NullLogger.Instance));
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

    private static ArtifactPath Path(string value) =>
        ArtifactPath.TryParse(value, out var path, out var error) ? path : throw new ArgumentException(error);
}
