using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Issues;

/// <summary>Searches issues, the most severe first; in all experiments when none is given.</summary>
internal static class SearchIssues
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIssueStore store)
    {
        var found = (await store.SearchIssues(
            new IssueQuery(
                request.Id<ExperimentId>("experiment_id"),
                MlflowPage.Parse(request, Limits.PageSizeDefault),
                FilterParser.Parse(request.String("filter_string"), FilterVocabulary.Issues).OrThrow(),
                request.Flag("include_trace_count") ?? false),
            request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("issues", found.Items, IssueMessage.Write).String("next_page_token", found.NextPageToken));
    }
}
