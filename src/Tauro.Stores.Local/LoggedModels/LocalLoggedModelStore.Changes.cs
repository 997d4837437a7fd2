using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.LoggedModels;

internal sealed partial class LocalLoggedModelStore
{
    public ValueTask<StoreOutcome<LoggedModel>> CreateLoggedModel(
        NewLoggedModel model, CancellationToken cancel = default)
    {
        if (LoggedModelRules.Check(model) is { } problem) return new(problem);
        var modelId = $"m-{entropy.NextId()}";
        var name = model.Name ?? RunNames.Next(entropy);
        return engine.Commit<LoggedModel>((state, change) =>
        {
            if (state.Experiments.Find(model.ExperimentId) is not { } experiment)
                return StoreProblem.NotFound(
                    ProblemCodes.ExperimentNotFound,
                    $"There is no experiment with id '{TextRules.Shown(model.ExperimentId)}'.");
            if (experiment.LifecycleStage == LifecycleStage.Deleted)
                return StoreProblem.Conflict(
                    ProblemCodes.ExperimentDeleted,
                    $"The experiment '{model.ExperimentId}' is deleted; restore it first.");
            var created = new LoggedModel
            {
                ModelId = modelId,
                ExperimentId = model.ExperimentId,
                Name = name,
                ArtifactUri = Below(experiment.ArtifactLocation, $"models/{modelId}/artifacts"),
                ModelType = model.ModelType,
                SourceRunId = model.SourceRunId,
                CreationTime = change.Now,
                LastUpdateTime = change.Now,
                Params = TextMap.Of(model.Params),
                Tags = TextMap.Of(model.Tags),
            };
            change.Put(state.LoggedModels, created);
            return created;
        }, cancel);
    }

    public ValueTask<StoreOutcome<LoggedModel>> FinalizeLoggedModel(
        string modelId, LoggedModelStatus status, CancellationToken cancel = default) =>
        Change(modelId, (model, now) => model with { Status = status, LastUpdateTime = now }, Whole, cancel);

    public ValueTask<StoreOutcome<Done>> DeleteLoggedModel(string modelId, CancellationToken cancel = default) =>
        Change(
            modelId,
            (model, now) => model with { LifecycleStage = LifecycleStage.Deleted, LastUpdateTime = now },
            static (_, _) => default(Done),
            cancel);

    public ValueTask<StoreOutcome<Done>> LogLoggedModelParams(
        string modelId, IReadOnlyDictionary<string, string> values, CancellationToken cancel = default)
    {
        if (RunRules.CheckParams(values) is { } problem) return new(problem);
        return Change(modelId, (model, _) => WithParams(model, values), static (_, _) => default(Done), cancel);
    }

    public ValueTask<StoreOutcome<Done>> SetLoggedModelTags(
        string modelId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default)
    {
        if (TagRules.Check(tags!, Limits.TagValueLengthMax) is { } problem) return new(problem);
        var added = tags.ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
        return Change(
            modelId,
            (model, _) => WithTags(model, added),
            static (_, _) => default(Done),
            cancel);
    }

    public ValueTask<StoreOutcome<Done>> LinkModelVersion(
        string modelId, string name, int version, CancellationToken cancel = default) =>
        Change(
            modelId,
            (model, _) =>
            {
                var linked = LinkedVersions.Add(model.Tags.GetValueOrDefault(TagNames.ModelVersions), name, version);
                var tags = new Dictionary<string, string?> { [TagNames.ModelVersions] = linked };
                return TagRules.Check(tags, Limits.TagValueLengthMax) is { } problem
                    ? problem
                    : WithTags(model, tags);
            },
            static (_, _) => default(Done),
            cancel);

    public ValueTask<StoreOutcome<Done>> DeleteLoggedModelTag(
        string modelId, string key, CancellationToken cancel = default) =>
        Change(
            modelId,
            (model, _) => model.Tags.ContainsKey(key)
                ? model with { Tags = model.Tags.Where(tag => tag.Key != key).ToDictionary() }
                : StoreProblem.NotFound(
                    ProblemCodes.TagNotFound,
                    $"No tag with key '{TextRules.Shown(key)}' found for model with ID '{modelId}'."),
            static (_, _) => default(Done),
            cancel);

    private static StoreOutcome<LoggedModel> WithTags(LoggedModel model, Dictionary<string, string?> tags) =>
        TextMap.Apply(model.Tags, tags).Select(all => model with { Tags = all });

    private ValueTask<StoreOutcome<T>> Change<T>(
        string modelId, Func<LoggedModel, long, StoreOutcome<LoggedModel>> with,
        Func<TrackingState, LoggedModel, T> answer, CancellationToken cancel) =>
        engine.Commit<T>((state, change) =>
        {
            if (state.LoggedModels.Find(modelId) is not { } model) return LoggedModelMetrics.NoModel(modelId);
            var after = with(model, change.Now);
            if (after.Problem is { } problem) return problem;
            change.Put(state.LoggedModels, after.Value);
            return answer(state, after.Value);
        }, cancel);

    private static StoreOutcome<LoggedModel> WithParams(LoggedModel model, IReadOnlyDictionary<string, string> values)
    {
        var all = new Dictionary<string, string>(model.Params, StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (!all.TryAdd(key, value) && all[key] != value)
                return StoreProblem.Conflict(
                    ProblemCodes.ParamImmutable,
                    $"Changing param values is not allowed. Param with key='{key}' was already logged with "
                    + $"value='{TextRules.Shown(all[key])}' for model ID='{model.ModelId}'.");
        }

        return all.Count > Limits.ParamsMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded, $"The model would have more than {Limits.ParamsMax} params, the limit.")
            : model with { Params = TextMap.Of(all) };
    }

    /// <summary>What follows a <c>?</c> in the location stays last.</summary>
    private static string Below(string location, string path)
    {
        var query = location.Contains("://", StringComparison.Ordinal) ? location.IndexOf('?') : -1;
        return query < 0
            ? $"{location.TrimEnd('/')}/{path}"
            : $"{location[..query].TrimEnd('/')}/{path}{location[query..]}";
    }
}
