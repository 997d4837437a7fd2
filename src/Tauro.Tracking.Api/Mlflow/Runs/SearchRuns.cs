using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class SearchRuns
{
    private const int SizeDefault = 1_000;

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IRunStore store)
    {
        var experimentIds = request.Ids<ExperimentId>("experiment_ids");
        var filter = request.Text("filter");
        if (request.Whole("max_results") > Limits.PageSizeMax)
            throw MlflowMessage.InvalidValue("max_results", request.Fields.GetProperty("max_results"));
        var orderBy = request.Texts("order_by");
        var query = new RunQuery(
            experimentIds,
            MlflowPage.Of(request, SizeDefault),
            MlflowView.Of(request, "run_view_type"),
            FilterParser.Parse(filter, FilterVocabulary.MlflowRuns).OrThrow(),
            OrderByParser.Parse(orderBy, FilterVocabulary.MlflowRuns).OrThrow());
        var found = (await store.SearchRuns(query, request.Cancel)).OrThrow();
        var inputs = (await store.GetInputs([.. found.Items.Select(run => run.RunId)], request.Cancel)).OrThrow();
        return new MlflowAnswer(answer => answer
            .Messages("runs", found.Items.Zip(inputs), (message, one) =>
                RunMessage.Write(message, one.First, one.Second))
            .Text("next_page_token", found.NextPageToken));
    }
}
