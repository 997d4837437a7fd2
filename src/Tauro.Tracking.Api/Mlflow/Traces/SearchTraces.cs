using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Searches traces; the default order is newest first.</summary>
internal static class SearchTraces
{
    private const int ResultsDefault = 100;
    private const int ResultsMax = 500;

    public static async Task<MlflowResult> Handle(MlflowRequest request, ITraceStore store)
    {
        var locations = request.Messages("locations");
        if (locations.Count == 0) throw MlflowMessage.MissingValue("locations");
        var vocabulary = FilterVocabulary.Traces;
        var page = (await store.SearchTraces(
            new TraceQuery(
                [.. locations.Select(TraceMessage.ExperimentOf)],
                new PageRequest(PageSize(request), request.String("page_token")),
                FilterParser.Parse(request.String("filter"), vocabulary).OrThrow(),
                OrderByParser.Parse(request.Strings("order_by"), vocabulary).OrThrow()),
            request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("traces", page.Items, TraceMessage.WriteInfo).String("next_page_token", page.NextPageToken));
    }

    /// <summary>Gets the page size of a request.</summary>
    public static int PageSize(MlflowMessage request) => MlflowPage.ParseSize(request, ResultsDefault, ResultsMax);
}
