using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Issues;

internal static class GetIssue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIssueStore store) => IssueMessage.ToResult(
        (await store.GetIssue(request.RouteId<IssueId>("issue_id"), request.Cancel)).OrThrow());
}
