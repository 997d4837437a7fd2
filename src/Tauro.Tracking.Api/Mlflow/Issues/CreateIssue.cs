using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Issues;

internal static class CreateIssue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIssueStore store)
    {
        var issue = new NewIssue(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"),
            request.RequiredString("description"), IssueNames.Status(request) ?? IssueStatus.Pending,
            IssueNames.Severity(request), request.Strings("root_causes"), request.Strings("categories"),
            request.Id<RunId>("source_run_id"), request.String("created_by") is { Length: > 0 } user ? user : null);
        return IssueMessage.ToResult((await store.CreateIssue(issue, request.Cancel)).OrThrow());
    }
}
