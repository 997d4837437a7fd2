using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Stores.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to versions: pure functions of the loaded state, the request, the time and a new id.
/// </summary>
public static class VersionWrites
{
    /// <param name="model">The model; null when the name is new and the model is created with the version.</param>
    /// <param name="isReserved">Whether versions of a deleted model with the name are still being removed.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="request">The version to register.</param>
    /// <param name="mustExist">Whether a name that no model has is refused.</param>
    /// <param name="idWhenNew">The id for a new model.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="input">What the policies of registrations need; null if there are none.</param>
    /// <param name="limit">The limit on the versions of a model; null for none.</param>
    /// <param name="count">The number of versions that the model has.</param>
    /// <param name="sourceModelId">The model of the version that the source names; null for none.</param>
    /// <param name="owner">Who creates the model, if it is new; null for none.</param>
    /// <param name="workspace">Where the model is created, if it is new.</param>
    /// <param name="overQuota">Why the workspace can't have it; null when it can.</param>
    public static StoreOutcome<Decision<ModelFact, ModelVersion>> Register(
        RegisteredModel? model, bool isReserved, string name, NewModelVersion request, bool mustExist,
        ModelId idWhenNew, long now, GateInput? input = null, CountLimit? limit = null, int count = 0,
        ModelId? sourceModelId = null, AccountId? owner = null, WorkspaceName workspace = default,
        StoreProblem? overQuota = null)
    {
        if (mustExist && model is null) return ModelAggregate.NotFound(name);
        if ((ModelRules.CheckName(name) ?? ModelVersionRules.Check(request)
            ?? PolicyRules.CheckPerson("registered_by", request.RegisteredBy)
            ?? PolicyRules.Check(request.Override)) is { } problem)
            return problem;
        var isNew = model is null;
        if (isNew && isReserved) return ModelWrites.BeingDeleted(name);
        if (limit?.Check(count) is { } tooMany) return tooMany;
        if (overQuota is not null) return overQuota;
        model ??= ModelWrites.New(new NewModel(name), idWhenNew, now, owner, workspace);
        model = model with { LastVersion = model.LastVersion + 1, LastUpdateTime = now };
        var version = NewVersion(model, request, now);
        var verdict = input is null ? null : GateEvaluation.Evaluate(model, version, input, now);
        if (GateWrites.RequireHooks(model, version, input, verdict, request.Override) is { } needed) return needed;
        if (GateWrites.IsRefused(verdict, request.Override)) return GateWrites.Refuse(name, null, verdict!);
        version = version with { Verdict = GateWrites.WithOverride(verdict, request.Override) };
        List<LifecycleEvent> events = isNew ? [new ModelRegistered(name)] : [];
        events.Add(new ModelVersionCreated(
            name, version.Version, version.SourceRunId, version.Source, version.Status,
            version.Tags.ContainsKey(TagNames.IsPrompt), version.LoggedModelId, version.Framework,
            version.ArtifactMode, version.ModelId));
        if (version.Status == ModelVersionStatus.Ready) events.Add(new ModelVersionReady(name, version.Version, 0));
        events.AddRange(GateWrites.GetOverridden(name, version.Version, verdict, request.Override));
        events.AddRange(limit?.GetEvents(count, $"models/{name}") ?? []);
        return new Decision<ModelFact, ModelVersion>(
            // The version is stored first: a model never counts one that can't be found.
            [
                new ModelFact.PutVersion(new VersionDocument(version, SourceModelId: sourceModelId)),
                new ModelFact.PutModel(model),
            ],
            events,
            ModelAggregate.Complete(model, version))
        {
            Warning = limit?.GetWarning(count),
        };
    }

    public static StoreOutcome<Decision<ModelFact, ModelVersion>> Update(
        ModelAggregate? loaded, string name, int number, ModelVersionChange change, long now)
    {
        if (ModelVersionRules.Check(change) is { } problem) return problem;
        var found = Find(loaded, name, number);
        if (!found.IsOk) return found.Problem;
        var tags = TagRules.Apply(found.Value.Document.Version.Tags, change.Tags);
        if (!tags.IsOk) return tags.Problem;
        var before = found.Value.Document.Version;
        var description = change.Description ?? before.Description;
        if (description == before.Description && TagRules.AreSame(tags.Value, before.Tags))
            return Decision<ModelFact, ModelVersion>.Unchanged(found.Value.Loaded.Complete(before));
        var isPrompt = ModelRules.IsPrompt(found.Value.Loaded.Model.Tags);
        return Put(
            found.Value,
            version => version with { Description = description, Tags = tags.Value, LastUpdateTime = now },
            [
                new ModelVersionUpdated(name, number),
                .. TagRules.Changes(before.Tags, tags.Value).Select(tag => tag.Value is { } value
                    ? (LifecycleEvent)new ModelVersionTagSet(name, number, tag.Key, value, isPrompt)
                    : new ModelVersionTagDeleted(name, number, tag.Key, isPrompt)),
            ]);
    }

    public static StoreOutcome<Decision<ModelFact, ModelVersion>> MarkReady(
        ModelAggregate? loaded, string name, int number, ModelId? modelId, IReadOnlyList<ModelFile> files, long now)
    {
        if (files.Count > Limits.VersionFilesMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The version has {files.Count} files; the limit is {Limits.VersionFilesMax}. Pack them first.");
        var size = files.Sum(file => file.SizeBytes);
        return Finish(
            loaded, name, number, modelId,
            version => version with
            {
                Status = ModelVersionStatus.Ready,
                StatusMessage = null,
                Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)],
                SizeBytes = size,
                Digest = VersionDigest.Compute(files),
                LastUpdateTime = now,
            },
            new ModelVersionReady(name, number, size));
    }

    public static StoreOutcome<Decision<ModelFact, ModelVersion>> MarkFailed(
        ModelAggregate? loaded, string name, int number, ModelId? modelId, string reason, long now) =>
        Finish(
            loaded, name, number, modelId,
            version => version with
            {
                Status = ModelVersionStatus.Failed, StatusMessage = reason, LastUpdateTime = now,
            },
            new ModelVersionFailed(name, number, reason));

    /// <param name="loaded">The model; null when none has the name.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="hold">A hold on the version or on the model; null for none.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ModelFact, ModelVersion>> Delete(
        ModelAggregate? loaded, string name, int number, Hold? hold, long now)
    {
        var found = Find(loaded, name, number);
        if (!found.IsOk) return found.Problem;
        if (hold is not null) return new OnHold(hold);
        var model = found.Value.Loaded.Model;
        var version = found.Value.Loaded.Complete(found.Value.Document.Version);
        if (version.Stage == ModelStage.Production) model = ProductionPeriods.End(model, number, now);
        model = model with
        {
            Aliases = model.Aliases.Where(alias => alias.Value != number).ToDictionary(StringComparer.Ordinal),
            LastUpdateTime = now,
        };
        return new Decision<ModelFact, ModelVersion>(
            // Its aliases are removed first: none ever points to a version that can't be found.
            [new ModelFact.PutModel(model), new ModelFact.RemoveVersion(found.Value.Document.Key)],
            [.. Deleted(version, ModelRules.IsPrompt(model.Tags))],
            version);
    }

    /// <summary>Returns the events of a deleted version: first those of its aliases, then its own.</summary>
    public static IEnumerable<LifecycleEvent> Deleted(ModelVersion version, bool isPrompt) =>
    [
        .. version.Aliases.Select(alias => new ModelAliasDeleted(version.Name, alias, version.Version, isPrompt)),
        new ModelVersionDeleted(
            version.Name, version.Version, version.SourceRunId, version.ModelId, version.LoggedModelId, version.Source),
    ];

    public static StoreOutcome<(ModelAggregate Loaded, VersionDocument Document)> Find(
        ModelAggregate? loaded, string name, int number)
    {
        if (loaded is null) return ModelAggregate.NotFound(name);
        return loaded.Versions.TryGetValue(number, out var document)
            ? (loaded, document)
            : StoreProblem.NotFound(
                ProblemCodes.VersionNotFound, $"The model '{name}' has no version {number}.");
    }

    /// <summary>No version has the number and the model.</summary>
    public static StoreProblem NotFound(ModelId modelId, int version) => StoreProblem.NotFound(
        ProblemCodes.VersionNotFound, $"The model with the id '{modelId}' has no version {version}.");

    /// <summary>Returns a problem unless a version is READY: any other has no files to serve.</summary>
    public static StoreProblem? RequireReady(string name, ModelVersion version, string action) =>
        version.Status == ModelVersionStatus.Ready
            ? null
            : StoreProblem.Conflict(
                ProblemCodes.VersionNotReady,
                $"Version {version.Version} of '{name}' is {ApiName.Get(version.Status)} and can't {action}; " +
                (version.Status == ModelVersionStatus.Failed
                    ? "register another, or archive or delete this one."
                    : "wait until it is READY."));

    private static ModelVersion NewVersion(RegisteredModel model, NewModelVersion request, long now)
    {
        var mode = ModelVersionRules.ModeOf(request);
        return new ModelVersion
        {
            ModelId = model.ModelId,
            Name = model.Name,
            Version = model.LastVersion,
            Status = mode is ArtifactMode.None or ArtifactMode.External
                ? ModelVersionStatus.Ready
                : ModelVersionStatus.PendingRegistration,
            Description = request.Description,
            Framework = request.Framework,
            Hyperparameters = (request.Hyperparameters ?? new Dictionary<string, System.Text.Json.JsonElement>())
                .ToDictionary(pair => pair.Key, pair => pair.Value.Clone(), StringComparer.Ordinal),
            Metrics = (request.Metrics ?? new Dictionary<string, double>()).ToDictionary(StringComparer.Ordinal),
            Tags = TagRules.Apply(new Dictionary<string, string>(), request.Tags!).Value,
            ArtifactMode = mode,
            Source = request.Source,
            SourceRunId = ModelVersionRules.SourceRunOf(request),
            StorageLocation = request.StorageLocation,
            LoggedModelId = request.LoggedModelId,
            RunLink = request.RunLink,
            RegisteredBy = request.RegisteredBy,
            CreationTime = now,
            LastUpdateTime = now,
        };
    }

    private static StoreOutcome<Decision<ModelFact, ModelVersion>> Finish(
        ModelAggregate? loaded, string name, int number, ModelId? modelId,
        Func<ModelVersion, ModelVersion> change, LifecycleEvent lifecycleEvent)
    {
        var found = Find(loaded, name, number);
        if (!found.IsOk) return found.Problem;
        if (modelId is not null && found.Value.Loaded.Model.ModelId != modelId)
            return StoreProblem.NotFound(
                ProblemCodes.VersionNotFound, $"The name '{name}' now belongs to another model than {modelId}.");
        var status = found.Value.Document.Version.Status;
        return status == ModelVersionStatus.PendingRegistration
            ? Put(found.Value, change, [lifecycleEvent])
            : StoreProblem.Conflict(
                ProblemCodes.VersionNotPending,
                $"Version {number} of '{name}' is {ApiName.Get(status)}, and only a pending version can become " +
                "READY or FAILED.");
    }

    private static Decision<ModelFact, ModelVersion> Put(
        (ModelAggregate Loaded, VersionDocument Document) found,
        Func<ModelVersion, ModelVersion> change,
        IReadOnlyList<LifecycleEvent> lifecycleEvent)
    {
        var document = found.Document with { Version = change(found.Document.Version) };
        return new Decision<ModelFact, ModelVersion>(
            [new ModelFact.PutVersion(document)], lifecycleEvent, found.Loaded.Complete(document.Version));
    }
}
