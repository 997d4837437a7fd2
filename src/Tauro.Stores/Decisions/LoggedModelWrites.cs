using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Retention;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to logged models: pure functions of the loaded state, the request, the time and a new id. Each takes
/// the model, or null when none has the id. A deleted model can't change: it is not found.
/// </summary>
public static class LoggedModelWrites
{
    private static readonly Dictionary<string, string> None = [];

    /// <param name="experiment">The experiment that the request names; null when there is none.</param>
    /// <param name="request">The model to create.</param>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name, from <see cref="RunNames"/>.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> Create(
        Experiment? experiment, NewLoggedModel request, LoggedModelId id, string name, long now)
    {
        if (LoggedModelRules.Check(request) is { } problem) return problem;
        if (ExperimentWrites.RequireActive(experiment, request.ExperimentId) is { } refused) return refused;
        return Put(new LoggedModel
        {
            ModelId = id,
            ExperimentId = request.ExperimentId,
            Name = name,
            ArtifactUri = ArtifactLocations.Below(experiment!.ArtifactLocation, $"models/{id}/artifacts"),
            ModelType = request.ModelType,
            SourceRunId = request.SourceRunId,
            CreationTime = now,
            LastUpdateTime = now,
            Params = Sorted(request.Params),
            Tags = Sorted(request.Tags),
        }, new LoggedModelCreated(id, request.ExperimentId, name, request.SourceRunId));
    }

    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> Complete(
        LoggedModel? model, LoggedModelId id, LoggedModelStatus status, long now) =>
        IsActive(model)
            ? Put(
                model with { Status = status, LastUpdateTime = now },
                status == model.Status ? null : new LoggedModelCompleted(id, model.ExperimentId, status))
            : NotFound(id);

    /// <summary>Deletes a model, unless its experiment or the run that made it is on hold.</summary>
    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> Delete(
        LoggedModel? model, LoggedModelId id, Hold? hold, long now) =>
        model is null ? NotFound(id)
        : hold is not null ? new OnHold(hold)
        : Put(
            model with { LifecycleStage = LifecycleStage.Deleted, LastUpdateTime = now },
            IsActive(model) ? new LoggedModelDeleted(id, model.ExperimentId) : null);

    /// <summary>Adds params; an existing param is never changed.</summary>
    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> LogParams(
        LoggedModel? model, LoggedModelId id, IReadOnlyDictionary<string, string> values)
    {
        if (RunRules.CheckParams(values) is { } problem) return problem;
        if (!IsActive(model)) return NotFound(id);
        var all = Sorted(model.Params);
        foreach (var (key, value) in values)
        {
            if (!all.TryAdd(key, value) && all[key] != value)
                return new ParamConflict("model", id, key, all[key], value);
        }

        if (all.Count > Limits.ParamsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded, $"The model would have more than {Limits.ParamsMax} params, the limit.");
        return all.Count == model.Params.Count
            ? Decision<TrackingFact, LoggedModel>.Unchanged(model)
            : Put(model with { Params = all });
    }

    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> SetTags(
        LoggedModel? model, LoggedModelId id, IReadOnlyDictionary<string, string> tags) =>
        SetTags(model, id, tags, Limits.TagValueLengthMax);

    private static StoreOutcome<Decision<TrackingFact, LoggedModel>> SetTags(
        LoggedModel? model, LoggedModelId id, IReadOnlyDictionary<string, string> tags, int valueLengthMax)
    {
        if (TagRules.Check(tags!, valueLengthMax) is { } problem) return problem;
        if (!IsActive(model)) return NotFound(id);
        var all = TagRules.Apply(model.Tags, tags!);
        if (!all.IsOk) return all.Problem;
        return TagRules.AreSame(model.Tags, all.Value)
            ? Decision<TrackingFact, LoggedModel>.Unchanged(model)
            : Put(model with { Tags = all.Value });
    }

    /// <summary>Records in a tag that a version was registered from the model.</summary>
    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> LinkVersion(
        LoggedModel? model, LoggedModelId id, string name, int version)
    {
        if (!IsActive(model)) return NotFound(id);
        var linked = LinkedVersions.Add(model.Tags.GetValueOrDefault(TagNames.ModelVersions), name, version);
        return SetTags(
            model, id, new Dictionary<string, string> { [TagNames.ModelVersions] = linked },
            Limits.ListTagValueLengthMax);
    }

    /// <summary>Records that a version was deleted, also for a deleted model: its purge depends on it.</summary>
    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> UnlinkVersion(
        LoggedModel? model, LoggedModelId id, string name, int version) =>
        ChangeVersions(model, id, tag => LinkedVersions.Remove(tag, name, version));

    /// <summary>Records that a registered model was renamed.</summary>
    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> RenameModel(
        LoggedModel? model, LoggedModelId id, string from, string to) =>
        ChangeVersions(model, id, tag => LinkedVersions.Rename(tag, from, to));

    private static StoreOutcome<Decision<TrackingFact, LoggedModel>> ChangeVersions(
        LoggedModel? model, LoggedModelId id, Func<string?, string?> change)
    {
        if (model is null) return NotFound(id);
        var before = model.Tags.GetValueOrDefault(TagNames.ModelVersions);
        var after = change(before);
        if (after == before) return Decision<TrackingFact, LoggedModel>.Unchanged(model);
        var tags = Sorted(model.Tags);
        tags[TagNames.ModelVersions] = after!;
        return Put(model with { Tags = tags });
    }

    public static StoreOutcome<Decision<TrackingFact, LoggedModel>> DeleteTag(
        LoggedModel? model, LoggedModelId id, string key)
    {
        if (!IsActive(model)) return NotFound(id);
        var remaining = Sorted(model.Tags);
        return remaining.Remove(key)
            ? Put(model with { Tags = remaining })
            : StoreProblem.NotFound(
                ProblemCodes.TagNotFound,
                $"The logged model '{id}' has no tag '{NameRules.Excerpt(key)}'; see its tags.");
    }

    private static bool IsActive([NotNullWhen(true)] LoggedModel? model) =>
        model is { LifecycleStage: LifecycleStage.Active };

    private static LoggedModelMissing NotFound(LoggedModelId id) => new(id);

    private static Decision<TrackingFact, LoggedModel> Put(LoggedModel model, LifecycleEvent? report = null) =>
        new([new TrackingFact.PutLoggedModel(model)], report is null ? [] : [report], model);

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string>? pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs ?? None) sorted.Add(key, value);
        return sorted;
    }
}
