using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>Lists the queues of an experiment, newest first; of a user or with a trace, if one is given.</summary>
internal static class ListQueues
{
    private const int ResultsDefault = 1_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        var page = (await store.ListQueues(
            request.RequiredId<ExperimentId>("experiment_id"), MlflowPage.Parse(request, ResultsDefault),
            request.String("user"), request.Id<TraceId>("item_id"), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("review_queues", page.Items, ReviewQueueMessage.Write)
            .String("next_page_token", page.NextPageToken));
    }
}
