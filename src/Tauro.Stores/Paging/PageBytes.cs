using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Json;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Paging;

/// <summary>
/// Estimates the bytes of items as JSON, so that a page ends before it is larger than
/// <see cref="Limits.PageBytesMax"/>. The first item of a page is always in it, however large it is.
/// </summary>
public static class PageBytes
{
    /// <summary>Ids, times, and the names of the members.</summary>
    private const int ItemBytes = 600;

    /// <summary>The size and the time of a file.</summary>
    private const int FileBytes = 80;

    /// <summary>The punctuation of a member, or of an item of a list.</summary>
    private const int MemberBytes = 24;

    private const int MetricBytes = 100;

    /// <summary>Returns how many of the items fit into a page; at least one, if there is one.</summary>
    public static int CountFitting<T>(
        IEnumerable<T> items, Func<T, long> estimate, long bytesMax = Limits.PageBytesMax)
    {
        var (count, bytes) = (0, 0L);
        foreach (var item in items)
        {
            bytes += estimate(item);
            if (count > 0 && bytes > bytesMax) break;
            count++;
        }

        return count;
    }

    /// <summary>Estimates an item of any list.</summary>
    public static long Estimate<T>(T item) =>
        item is Artifact file ? FileBytes + Count(file.Path) : ItemBytes + EstimateContent(item);

    /// <summary>Estimates what a run read and wrote.</summary>
    public static long Estimate(RunInputs inputs) =>
        inputs.Datasets.Sum(input => ItemBytes + Count(input.Tags) + Count(input.Dataset.Source)
            + Count(input.Dataset.Schema) + Count(input.Dataset.Profile))
        + (inputs.Models.Count + inputs.Outputs.Count) * (long)MetricBytes;

    private static long EstimateContent<T>(T item) => item switch
    {
        Run run => EstimateRun(run),
        Experiment experiment => Count(experiment.Tags) + Count(experiment.ArtifactLocation)
            + Count(experiment.Description),
        RegisteredModel model => Count(model.Description) + Count(model.Tags)
            + model.Aliases.Sum(alias => Count(alias.Key)),
        ModelVersion version => EstimateVersion(version),
        LoggedModel model => Count(model.Params) + Count(model.Tags) + model.Metrics.Sum(
            metric => MetricBytes + Count(metric.Key) + Count(metric.DatasetName) + Count(metric.DatasetDigest)),
        Trace trace => Count(trace.RequestPreview) + Count(trace.ResponsePreview) + Count(trace.Metadata)
            + Count(trace.Tags) + trace.RunIds.Count * MetricBytes + trace.Assessments.Sum(EstimateAssessment),
        EvaluationDataset dataset => Count(dataset.Tags) + EstimateSchema(dataset.Schema)
            + dataset.ExperimentIds.Sum(id => Count(id.Value)),
        EvaluationRecord record => Count(record.Inputs) + Count(record.Outputs) + Count(record.Expectations)
            + Count(record.Tags) + Count(record.Source?.SourceData),
        MetricValue => 0,
        // Kinds of which pages are seldom read.
        _ => JsonSerializer.SerializeToUtf8Bytes(item, TauroJson.Options).Length,
    };

    private static long EstimateRun(Run run) => Count(run.Params) + Count(run.Tags) + Count(run.Note)
        + run.Metrics.Sum(metric => MetricBytes + Count(metric.Key)) + run.ModelVersions.Sum(Count)
        + (run.ModelNames is { } names ? Count(names) : 0);

    private static long EstimateVersion(ModelVersion version) => Count(version.Description)
        + Count(version.StatusMessage) + Count(version.Source) + Count(version.RunLink) + Count(version.Tags)
        + version.Hyperparameters.Sum(pair => Count(pair.Key) + Count(pair.Value))
        + version.Metrics.Sum(metric => MetricBytes + Count(metric.Key)) + version.Aliases.Sum(Count)
        + version.Files.Sum(file => 2 * MetricBytes + Count(file.Path) + Count(file.SourcePath))
        + (version.Verdict?.Policies.Sum(EstimatePolicy) ?? 0);

    private static long EstimatePolicy(PolicyVerdict policy) => ItemBytes + policy.Rules.Sum(
        rule => MetricBytes + Count(rule.Message));

    private static long EstimateAssessment(Assessment assessment) => ItemBytes + Count(assessment.Feedback)
        + Count(assessment.Expectation) + Count(assessment.Rationale) + Count(assessment.Metadata);

    private static long EstimateSchema(RecordSchema? schema) =>
        schema is null ? 0 : Count(schema.Inputs) + Count(schema.Outputs) + Count(schema.Expectations);

    private static long Count(IReadOnlyDictionary<string, string> pairs) =>
        pairs.Sum(pair => Count(pair.Key) + Count(pair.Value));

    private static long Count(string? value) => value is null ? 0 : MemberBytes + Encoding.UTF8.GetByteCount(value);

    private static long Count(JsonElement? value) =>
        value is { } json ? MemberBytes + JsonMarshal.GetRawUtf8Value(json).Length : 0;
}
