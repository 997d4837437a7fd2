using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class SearchRuns
{
    private const int SizeDefault = 1_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var experimentIds = ExperimentIds.Read(request, "experiment_ids");
        var filter = request.String("filter");
        if (request.Integer("max_results") > Limits.PageSizeMax)
            throw MlflowMessage.InvalidValue("max_results", request.Fields.GetProperty("max_results"));
        var orderBy = request.Strings("order_by");
        var query = new RunQuery(
            experimentIds,
            MlflowPage.Parse(request, SizeDefault),
            MlflowView.Parse(request, "run_view_type"),
            FilterParser.Parse(filter, FilterVocabulary.MlflowRuns).OrThrow(),
            OrderByParser.Parse(orderBy, FilterVocabulary.MlflowRuns).OrThrow());
        var (found, inputs) = await Search(store, query, request.Cancel);
        var count = PageBytes.CountFitting(
            found.Items.Zip(inputs), pair => PageBytes.Estimate(pair.First) + PageBytes.Estimate(pair.Second));
        if (count < found.Items.Count)
            (found, inputs) = await Search(
                store, query with { Page = query.Page with { Size = count } }, request.Cancel);
        return new MlflowResult(writer => writer
            .Messages("runs", found.Items.Zip(inputs), (message, pair) =>
                RunMessage.Write(message, pair.First, pair.Second))
            .String("next_page_token", found.NextPageToken));
    }

    private static async Task<(Page<Run> Page, IReadOnlyList<RunInputs> Inputs)> Search(
        IRunStore store, RunQuery query, CancellationToken cancel)
    {
        var found = (await store.SearchRuns(query, cancel)).OrThrow();
        return (found, (await store.GetInputs([.. found.Items.Select(run => run.RunId)], cancel)).OrThrow());
    }
}
