using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to models and aliases: pure functions of the loaded state, the request, the time and a new id.
/// </summary>
public static class ModelWrites
{
    private static readonly SortedDictionary<string, int> NoAliases = new(StringComparer.Ordinal);

    /// <param name="holder">The model that already has the name; null when it is free.</param>
    /// <param name="isReserved">Whether versions of a deleted model with the name are still being removed.</param>
    /// <param name="request">The model to create.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="owner">Who creates it; null for none.</param>
    /// <param name="workspace">Where it is created.</param>
    /// <param name="overQuota">Why the workspace can't have another model; null when it can.</param>
    public static StoreOutcome<Decision<ModelFact, RegisteredModel>> Create(
        RegisteredModel? holder, bool isReserved, NewModel request, ModelId id, long now, AccountId? owner = null,
        WorkspaceName workspace = default, StoreProblem? overQuota = null)
    {
        if (ModelRules.Check(request) is { } problem) return problem;
        if (holder is not null) return NameTaken(request.Name);
        if (isReserved) return BeingDeleted(request.Name);
        if (overQuota is not null) return overQuota;
        var model = New(request, id, now, owner, workspace);
        return new Decision<ModelFact, RegisteredModel>(
            [new ModelFact.PutModel(model)],
            [new ModelRegistered(model.Name, ModelRules.IsPrompt(model.Tags))],
            model);
    }

    /// <param name="model">The model; null when none has the name.</param>
    /// <param name="holder">The model of the other workspace that has its name; null when it is free.</param>
    /// <param name="isReserved">
    /// Whether versions of a deleted model with the name are still being removed from the other workspace.
    /// </param>
    /// <param name="name">The model's name.</param>
    /// <param name="to">The workspace to move it to.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ModelFact, RegisteredModel>> MoveTo(
        RegisteredModel? model, RegisteredModel? holder, bool isReserved, string name, WorkspaceName to, long now)
    {
        if (model is null) return ModelAggregate.NotFound(name);
        if (model.Workspace == to) return Decision<ModelFact, RegisteredModel>.Unchanged(model);
        if (holder is not null) return NameTaken(name);
        if (isReserved) return BeingDeleted(name);
        var moved = model with { Workspace = to, LastUpdateTime = now };
        return new Decision<ModelFact, RegisteredModel>(
            [new ModelFact.PutModel(moved)],
            [new ModelMoved(name, model.Workspace, to, model.ModelId) { Workspace = to }],
            moved);
    }

    internal static RegisteredModel New(
        NewModel request, ModelId id, long now, AccountId? owner, WorkspaceName workspace) => new()
    {
        ModelId = id,
        Workspace = workspace,
        Name = request.Name,
        Description = request.Description,
        Owner = owner,
        Tags = TagRules.Apply(new Dictionary<string, string>(), request.Tags!).Value,
        Aliases = NoAliases,
        CreationTime = now,
        LastUpdateTime = now,
    };

    /// <param name="model">The model; null when none has the name.</param>
    /// <param name="holder">The model that already has the new name; null when it is free.</param>
    /// <param name="isReserved">Whether versions of a deleted model with the new name are still being removed.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="madeByName">
    /// The versions whose source is a version of the model by its name only; enumerated if the name changes.
    /// </param>
    public static StoreOutcome<Decision<ModelFact, RegisteredModel>> Update(
        RegisteredModel? model, RegisteredModel? holder, bool isReserved, string name, ModelChange change, long now,
        IEnumerable<VersionDocument>? madeByName = null)
    {
        if (ModelRules.Check(change) is { } problem) return problem;
        if (model is null) return ModelAggregate.NotFound(name);
        var renamed = change.Name is { } wanted && wanted != name;
        if (renamed && holder is not null) return NameTaken(change.Name!);
        if (renamed && isReserved) return BeingDeleted(change.Name!);
        var tags = TagRules.Apply(model.Tags, change.Tags);
        if (!tags.IsOk) return tags.Problem;
        var description = change.Description ?? model.Description;
        if (!renamed && description == model.Description && TagRules.AreSame(tags.Value, model.Tags))
            return Decision<ModelFact, RegisteredModel>.Unchanged(model);
        var tagChanges = TagRules.Changes(model.Tags, tags.Value);
        model = model with
        {
            Name = change.Name ?? model.Name, Description = description, Tags = tags.Value, LastUpdateTime = now,
        };
        var isPrompt = ModelRules.IsPrompt(model.Tags);
        return new Decision<ModelFact, RegisteredModel>(
            [
                .. (renamed ? madeByName ?? [] : []).Select(made =>
                    new ModelFact.PutVersion(made with { SourceModelId = model.ModelId })),
                new ModelFact.PutModel(model),
            ],
            [
                new ModelUpdated(model.Name, renamed ? name : null, model.ModelId),
                .. tagChanges.Select(tag => tag.Value is { } value
                    ? (LifecycleEvent)new ModelTagSet(model.Name, tag.Key, value, isPrompt)
                    : new ModelTagDeleted(model.Name, tag.Key, isPrompt)),
            ],
            model);
    }

    /// <summary>
    /// Deletes a model: with its versions in one commit, or, if there are more than <paramref name="versionsMax"/> or
    /// they have many bytes, first the model alone and then its versions by <see cref="DeleteVersions"/>. Until the
    /// last one is removed, no other model can get the name: its events would come before those of this model.
    /// </summary>
    /// <param name="loaded">The model; null when none has the name.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="versionsMax">The number of versions that one commit removes.</param>
    /// <param name="hold">A hold on the model or on one of its versions; null for none.</param>
    public static StoreOutcome<Decision<ModelFact, RegisteredModel>> Delete(
        ModelAggregate? loaded, string name, int versionsMax, Hold? hold = null)
    {
        if (loaded is null) return ModelAggregate.NotFound(name);
        if (hold is not null) return new OnHold(hold);
        var model = loaded.Model;
        // The model is removed first: from then on none of its versions is found.
        var remove = new ModelFact.RemoveModel(model.ModelId);
        if (loaded.Versions.Count > versionsMax || CountRemoved(loaded, versionsMax) < loaded.Versions.Count)
            return new Decision<ModelFact, RegisteredModel>(
                [remove, new ModelFact.PutDeletedModel(model)], [], model);
        return new Decision<ModelFact, RegisteredModel>(
            [remove, .. Removals(loaded.Versions.Values)],
            [.. Deleted(model, loaded.Versions.Values), new ModelDeleted(name, model.ModelId)],
            model);
    }

    /// <summary>Removes the next versions of a deleted model. Returns whether these were the last.</summary>
    public static Decision<ModelFact, bool> DeleteVersions(ModelAggregate deleted, int versionsMax)
    {
        var model = deleted.Model;
        var next = deleted.Versions.Values.Take(CountRemoved(deleted, versionsMax)).ToList();
        if (next.Count < deleted.Versions.Count)
            return new Decision<ModelFact, bool>([.. Removals(next)], [.. Deleted(model, next)], false);
        return new Decision<ModelFact, bool>(
            [.. Removals(next), new ModelFact.RemoveDeletedModel(model.ModelId)],
            [.. Deleted(model, next), new ModelDeleted(model.Name, model.ModelId)],
            true);
    }

    /// <summary>Returns how many versions are removed in one commit: the trail has each of them completely.</summary>
    private static int CountRemoved(ModelAggregate loaded, int versionsMax) => CommitBytes.CountFitting(
        loaded.Versions.Values.Take(versionsMax), document => PageBytes.Estimate(document.Version));

    private static IEnumerable<ModelFact> Removals(IEnumerable<VersionDocument> versions) =>
        versions.Select(document => new ModelFact.RemoveVersion(document.Key));

    private static IEnumerable<LifecycleEvent> Deleted(RegisteredModel model, IEnumerable<VersionDocument> versions)
    {
        var (aliases, isPrompt) = (ModelAggregate.AliasesByVersion(model), ModelRules.IsPrompt(model.Tags));
        return versions.SelectMany(document => VersionWrites.Deleted(
            document.Version with { Name = model.Name, Aliases = [.. aliases[document.Number]] }, isPrompt));
    }

    public static StoreOutcome<Decision<ModelFact, RegisteredModel>> SetAlias(
        ModelAggregate? loaded, string name, string alias, int version, long now)
    {
        if (ModelRules.CheckAlias(alias) is { } problem) return problem;
        var found = VersionWrites.Find(loaded, name, version);
        if (!found.IsOk) return found.Problem;
        var model = found.Value.Loaded.Model;
        if (model.Aliases.TryGetValue(alias, out var current) && current == version)
            return Decision<ModelFact, RegisteredModel>.Unchanged(model);
        if (VersionWrites.RequireReady(name, found.Value.Document.Version, "be given an alias") is { } notReady)
            return notReady;
        if (model.Aliases.Count >= Limits.AliasesMax && !model.Aliases.ContainsKey(alias))
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The model '{name}' has {Limits.AliasesMax} aliases, the limit. Delete one first.");
        var aliases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in model.Aliases) aliases[key] = value;
        aliases[alias] = version;
        return Put(
            model with { Aliases = aliases, LastUpdateTime = now },
            new ModelAliasSet(name, alias, version, ModelRules.IsPrompt(model.Tags)));
    }

    public static StoreOutcome<Decision<ModelFact, RegisteredModel>> DeleteAlias(
        RegisteredModel? model, string name, string alias, long now)
    {
        if (model is null) return ModelAggregate.NotFound(name);
        if (!model.Aliases.TryGetValue(alias, out var version)) return NoAlias(name, alias);
        model = model with
        {
            Aliases = model.Aliases.Where(a => a.Key != alias).ToDictionary(StringComparer.Ordinal),
            LastUpdateTime = now,
        };
        return Put(model, new ModelAliasDeleted(name, alias, version, ModelRules.IsPrompt(model.Tags)));
    }

    public static StoreProblem NoAlias(string name, string alias) => StoreProblem.NotFound(
        ProblemCodes.AliasNotFound, $"The model '{name}' has no alias '{alias}'.");

    private static Decision<ModelFact, RegisteredModel> Put(RegisteredModel model, LifecycleEvent lifecycleEvent) =>
        new([new ModelFact.PutModel(model)], [lifecycleEvent], model);

    internal static StoreProblem BeingDeleted(string name) => StoreProblem.Conflict(
        ProblemCodes.ModelBeingDeleted,
        $"The registered model '{name}' is being deleted, and some of its versions are not removed yet. " +
        "Try again, or choose another name.");

    private static StoreProblem NameTaken(string name) => StoreProblem.Conflict(
        ProblemCodes.ModelNameTaken,
        $"The registered model '{name}' already exists; choose another name, or register a version of it.");
}
