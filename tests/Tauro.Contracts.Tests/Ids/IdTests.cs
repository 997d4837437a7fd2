using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Tests.Ids;

public sealed class AssessmentIdTests : IdContract<AssessmentId>;

public sealed class DatasetIdTests : IdContract<DatasetId>;

public sealed class DeadEventIdTests : IdContract<DeadEventId>;

public sealed class ExperimentIdTests : IdContract<ExperimentId>;

public sealed class IssueIdTests : IdContract<IssueId>;

public sealed class LabelSchemaIdTests : IdContract<LabelSchemaId>;

public sealed class LoggedModelIdTests : IdContract<LoggedModelId>;

public sealed class ModelIdTests : IdContract<ModelId>;

public sealed class OnlineScoringIdTests : IdContract<OnlineScoringId>;

public sealed class RecordIdTests : IdContract<RecordId>;

public sealed class ReviewQueueIdTests : IdContract<ReviewQueueId>;

public sealed class ScorerIdTests : IdContract<ScorerId>;

public sealed class SpanIdTests : IdContract<SpanId>;

public sealed class TraceIdTests : IdContract<TraceId>;

public sealed class UploadIdTests : IdContract<UploadId>;

public sealed class WebhookIdTests : IdContract<WebhookId>;

public sealed class RunIdTests : IdContract<RunId>
{
    [Fact]
    public void An_empty_id_is_the_default_value() => Assert.Equal(default, new RunId(""));
}

public sealed class SessionIdTests : IdContract<SessionId>;
