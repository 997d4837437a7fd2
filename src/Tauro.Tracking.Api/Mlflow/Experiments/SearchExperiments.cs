using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class SearchExperiments
{
    private static readonly Field Id = new(FieldKind.Attribute, "experiment_id");

    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        // Unlike a search for runs, this one has no default page size.
        var page = MlflowPage.Parse(request, sizeDefault: 0);
        var order = OrderByParser.Parse(request.Strings("order_by"), FilterVocabulary.MlflowExperiments).OrThrow();
        var filter = FilterParser.Parse(request.String("filter"), FilterVocabulary.MlflowExperiments).OrThrow();
        // The id, newest first, breaks ties in the caller's order.
        if (order.Length > 0 && order.All(key => key.Field != Id))
            order = [.. order, new OrderBy(Id, Descending: true)];
        var query = new ExperimentQuery(page, MlflowView.Parse(request, "view_type"), filter, order);
        var found = (await store.SearchExperiments(query, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("experiments", found.Items, ExperimentMessage.Write)
            .String("next_page_token", found.NextPageToken));
    }
}
