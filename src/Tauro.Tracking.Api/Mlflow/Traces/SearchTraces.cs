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

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ITraceStore store)
    {
        var locations = request.Messages("locations");
        if (locations.Count == 0) throw MlflowMessage.MissingValue("locations");
        var vocabulary = FilterVocabulary.Traces;
        var page = (await store.SearchTraces(
            new TraceQuery(
                [.. locations.Select(TraceMessage.ExperimentOf)],
                new PageRequest(ResultsOf(request), request.Text("page_token")),
                FilterParser.Parse(request.Text("filter"), vocabulary).OrThrow(),
                OrderByParser.Parse(request.Texts("order_by"), vocabulary).OrThrow()),
            request.Cancel)).OrThrow();
        return new MlflowAnswer(writer => writer
            .Messages("traces", page.Items, TraceMessage.WriteInfo).Text("next_page_token", page.NextPageToken));
    }

    /// <summary>Gets the page size of a request.</summary>
    public static int ResultsOf(MlflowMessage request) => MlflowPage.Size(request, ResultsDefault, ResultsMax);
}
