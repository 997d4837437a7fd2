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

public sealed class LocalArtifactStoreTests : ArtifactStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalEventLogTests : EventLogContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}

public sealed class LocalDeadEventStoreTests : DeadEventStoreContract
{
    protected override ValueTask<TrackingStoreUnderTest> Open() => LocalTrackingStore.Open();
}
