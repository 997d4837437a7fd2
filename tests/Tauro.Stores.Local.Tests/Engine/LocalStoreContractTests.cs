using Tauro.Stores.ContractTests;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class LocalRunStoreTests : RunStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalLoggedModelStoreTests : LoggedModelStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalTraceStoreTests : TraceStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalEvaluationStoreTests : EvaluationStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalScorerStoreTests : ScorerStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalIssueStoreTests : IssueStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalReviewStoreTests : ReviewStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalPurgeStoreTests : PurgeStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalRunRetentionTests : RunRetentionContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalMetricRuleStoreTests : MetricRuleStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalArtifactStoreTests : ArtifactStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalEventLogTests : EventLogContract
{
    [Fact]
    public async Task Another_store_over_the_same_folder_is_refused_by_the_name_of_the_holder()
    {
        var refused = await Assert.ThrowsAsync<StorageLockedException>(() => Store.OpenAnother().AsTask());
        Assert.Contains($"process {Environment.ProcessId} on host {Environment.MachineName}", refused.Message);
        await NewRun();
    }

    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalDeadEventStoreTests : DeadEventStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}
