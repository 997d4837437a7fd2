using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>Lists the label schemas of an experiment, newest first.</summary>
internal static class ListSchemas
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        var page = (await store.ListSchemas(
            request.RequiredId<ExperimentId>("experiment_id"), MlflowPage.Parse(request, Limits.PageSizeDefault),
            request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("label_schemas", page.Items, LabelSchemaMessage.Write)
            .String("next_page_token", page.NextPageToken));
    }
}
