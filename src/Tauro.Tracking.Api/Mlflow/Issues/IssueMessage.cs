using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Issues;

/// <summary>An issue in MLflow's JSON.</summary>
internal static class IssueMessage
{
    public static MlflowResult ToResult(Issue issue) =>
        new(writer => writer.Message("issue", it => Write(it, issue)));

    public static void Write(MlflowWriter writer, Issue issue) => writer
        .String("issue_id", issue.IssueId)
        .String("experiment_id", issue.ExperimentId)
        .String("name", issue.Name)
        .String("description", issue.Description)
        .String("status", IssueNames.Name(issue.Status))
        .String("severity", issue.Severity is { } severity ? IssueNames.Name(severity) : null)
        .Strings("root_causes", issue.RootCauses)
        .String("source_run_id", issue.SourceRunId?.Value)
        .Integer("created_timestamp", issue.CreationTime)
        .Integer("last_updated_timestamp", issue.LastUpdateTime)
        .String("created_by", issue.CreatedBy)
        .Strings("categories", issue.Categories)
        .Integer("trace_count", issue.TraceCount);
}
