using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Searches evaluation datasets, newest first; in all experiments when none is given.</summary>
internal static class SearchDatasets
{
    private const int ResultsDefault = 1_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store)
    {
        var vocabulary = FilterVocabulary.EvaluationDatasets;
        var found = (await store.SearchDatasets(
            new EvaluationQuery(
                request.Ids<ExperimentId>("experiment_ids"),
                MlflowPage.Parse(request, ResultsDefault),
                FilterParser.Parse(request.String("filter_string"), vocabulary).OrThrow(),
                OrderByParser.Parse(request.Strings("order_by"), vocabulary).OrThrow()),
            request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("datasets", found.Items, EvaluationDatasetMessage.Write)
            .String("next_page_token", found.NextPageToken));
    }
}
