using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class SearchExperiments
{
    private static readonly Field Id = new(FieldKind.Attribute, "experiment_id");

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IRunStore store)
    {
        // Unlike a search for runs, this one has no default page size.
        var page = MlflowPage.Of(request, sizeDefault: 0);
        var order = OrderByParser.Parse(request.Texts("order_by"), FilterVocabulary.Experiments).OrThrow();
        var filter = FilterParser.Parse(request.Text("filter"), FilterVocabulary.Experiments).OrThrow();
        // The id, newest first, breaks ties in the caller's order.
        if (order.Length > 0 && order.All(key => key.Field != Id))
            order = [.. order, new OrderBy(Id, Descending: true)];
        var query = new ExperimentQuery(page, MlflowView.Of(request, "view_type"), filter, order);
        var found = (await store.SearchExperiments(query, request.Cancel)).OrThrow();
        return new MlflowAnswer(answer => answer
            .Messages("experiments", found.Items, ExperimentMessage.Write)
            .Text("next_page_token", found.NextPageToken));
    }
}
