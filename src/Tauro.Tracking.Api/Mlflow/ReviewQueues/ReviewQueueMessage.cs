using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>A review queue in MLflow's JSON.</summary>
internal static class ReviewQueueMessage
{
    public static MlflowResult ToResult(ReviewQueue queue) =>
        new(writer => writer.Message("review_queue", it => Write(it, queue)));

    public static void Write(MlflowWriter writer, ReviewQueue queue) => writer
        .String("queue_id", queue.QueueId)
        .String("experiment_id", queue.ExperimentId)
        .String("name", queue.Name)
        .String("queue_type", ProtoEnum.Name(queue.QueueType))
        .String("created_by", queue.CreatedBy)
        .Integer("creation_time_ms", queue.CreationTime)
        .Integer("last_update_time_ms", queue.LastUpdateTime)
        .Strings("users", queue.Users)
        .Ids("schema_ids", queue.SchemaIds);
}
