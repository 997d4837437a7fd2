using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Issues;

/// <summary>Changes the given values of an issue. An empty name or description counts as absent.</summary>
internal static class UpdateIssue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIssueStore store)
    {
        var change = new IssueChange(
            Given(request, "name"), Given(request, "description"), IssueNames.Status(request),
            IssueNames.Severity(request));
        return IssueMessage.ToResult(
            (await store.UpdateIssue(request.RouteId<IssueId>("issue_id"), change, request.Cancel)).OrThrow());
    }

    private static string? Given(MlflowRequest request, string name) =>
        request.String(name) is { Length: > 0 } value ? value : null;
}
