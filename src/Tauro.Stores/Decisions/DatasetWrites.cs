using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to evaluation datasets.</summary>
public static class DatasetWrites
{
    /// <summary>Records removed in one commit.</summary>
    public const int RecordsMax = 1_000;

    /// <param name="dataset">The dataset to create.</param>
    /// <param name="existing">Those of its experiments that exist.</param>
    /// <param name="newId">The new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<DatasetFact, EvaluationDataset>> Create(
        NewEvaluationDataset dataset, IReadOnlySet<ExperimentId> existing, DatasetId newId, long now,
        WorkspaceName workspace = default)
    {
        if (RecordRules.Check(dataset) is { } problem) return problem;
        var experiments = Join([], dataset.ExperimentIds, existing);
        if (!experiments.IsOk) return experiments.Problem;
        return Put(new EvaluationDataset
        {
            DatasetId = newId,
            Workspace = workspace,
            Name = dataset.Name,
            Tags = dataset.Tags,
            ExperimentIds = experiments.Value,
            Digest = DigestAfter("", [newId]),
            CreatedTime = now,
            LastUpdateTime = now,
            CreatedBy = dataset.CreatedBy,
            LastUpdatedBy = dataset.CreatedBy,
        });
    }

    /// <summary>
    /// Deletes a dataset, with as many of its records as one commit takes; <see cref="RemoveOrphans"/> removes the
    /// others.
    /// </summary>
    /// <param name="dataset">The dataset; null when there is none, which changes nothing.</param>
    /// <param name="records">Its records; enumerated only as far as this commit goes.</param>
    public static Decision<DatasetFact, Done> Delete(
        EvaluationDataset? dataset, IEnumerable<EvaluationRecord> records) =>
        dataset is null
            ? Decision<DatasetFact, Done>.Unchanged(default)
            : new Decision<DatasetFact, Done>(
                [new DatasetFact.RemoveDataset(dataset.DatasetId), .. Removals(records)], [], default);

    /// <summary>Removes records of a deleted dataset, as many as one commit takes.</summary>
    /// <param name="dataset">Null when it is deleted; otherwise nothing is removed.</param>
    /// <param name="records">Its records; enumerated only as far as this commit goes.</param>
    public static Decision<DatasetFact, Done> RemoveOrphans(
        EvaluationDataset? dataset, IEnumerable<EvaluationRecord> records) =>
        new(dataset is null ? [.. Removals(records)] : [], [], default);

    public static StoreOutcome<Decision<DatasetFact, EvaluationDataset>> SetTags(
        EvaluationDataset? dataset, DatasetId datasetId, IReadOnlyDictionary<string, string> tags)
    {
        if (TagRules.Check(tags!, Limits.TagValueLengthMax) is { } problem) return problem;
        if (dataset is null) return new DatasetMissing(datasetId);
        var all = TagRules.Apply(dataset.Tags, tags!);
        return all.IsOk ? Put(dataset with { Tags = all.Value }) : all.Problem;
    }

    public static StoreOutcome<Decision<DatasetFact, EvaluationDataset>> DeleteTag(
        EvaluationDataset? dataset, DatasetId datasetId, string key) => dataset is null
            ? new DatasetMissing(datasetId)
            : Put(dataset with { Tags = dataset.Tags.Where(tag => tag.Key != key).ToDictionary() });

    /// <param name="dataset">The dataset; null when there is none.</param>
    /// <param name="datasetId">Its id.</param>
    /// <param name="experimentIds">The experiments to add.</param>
    /// <param name="existing">Those of them that exist.</param>
    public static StoreOutcome<Decision<DatasetFact, EvaluationDataset>> AddExperiments(
        EvaluationDataset? dataset, DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds,
        IReadOnlySet<ExperimentId> existing)
    {
        if (dataset is null) return new DatasetMissing(datasetId);
        var all = Join(dataset.ExperimentIds, experimentIds, existing);
        return all.IsOk ? Put(dataset with { ExperimentIds = all.Value }) : all.Problem;
    }

    public static StoreOutcome<Decision<DatasetFact, EvaluationDataset>> RemoveExperiments(
        EvaluationDataset? dataset, DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds) => dataset is null
            ? new DatasetMissing(datasetId)
            : Put(dataset with { ExperimentIds = [.. dataset.ExperimentIds.Except(experimentIds)] });

    // Each digest includes the previous one, so that every state of the records has its own.
    internal static string DigestAfter(string before, IEnumerable<string> changes) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{string.Join('\n', changes)}")).AsSpan(0, 4));

    private static StoreOutcome<ExperimentId[]> Join(
        IReadOnlyList<ExperimentId> before, IReadOnlyList<ExperimentId> more, IReadOnlySet<ExperimentId> existing)
    {
        ExperimentId[] all = [.. before.Union(more)];
        if (all.Length > Limits.DatasetExperimentsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The dataset would belong to {all.Length} experiments; the limit is {Limits.DatasetExperimentsMax}.");
        return more.Where(id => !existing.Contains(id)).ToArray() is [var unknown, ..]
            ? new ExperimentMissing(unknown)
            : all;
    }

    private static IEnumerable<DatasetFact> Removals(IEnumerable<EvaluationRecord> records) => records.Take(RecordsMax)
        .Select(record => new DatasetFact.RemoveRecord(record.DatasetId, record.InputsHash));

    private static Decision<DatasetFact, EvaluationDataset> Put(EvaluationDataset dataset) =>
        Decision<DatasetFact, EvaluationDataset>.From(new DatasetFact.PutDataset(dataset), dataset);
}
