using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// Decides writes to models and aliases: pure functions of the state, the request, the clock and a new id.
/// </summary>
internal static class ModelWrites
{
    private static readonly SortedDictionary<string, int> NoAliases = new(StringComparer.Ordinal);

    public static StoreOutcome<ModelStep<RegisteredModel>> Create(
        RegistryState state, NewModel request, string id, long now)
    {
        if (ModelRules.Check(request) is { } problem) return problem;
        if (state.Models.FindByName(request.Name) is not null) return Taken(request.Name);
        var model = Of(request, id, now);
        return new ModelStep<RegisteredModel>(
            [new ModelFact.PutModel(model)],
            [new ModelRegistered(model.Name, ModelRules.IsPrompt(model.Tags))],
            model);
    }

    public static RegisteredModel Of(NewModel request, string id, long now) => new()
    {
        ModelId = id,
        Name = request.Name,
        Description = request.Description,
        Tags = TextMap.Apply(new Dictionary<string, string>(), request.Tags!).Value,
        Aliases = NoAliases,
        CreationTime = now,
        LastUpdateTime = now,
    };

    public static StoreOutcome<ModelStep<RegisteredModel>> Update(
        RegistryState state, string name, ModelChange change, long now)
    {
        if (ModelRules.Check(change) is { } problem) return problem;
        var found = state.Find(name);
        if (!found.IsOk) return found.Problem;
        var model = found.Value.Model;
        var renamed = change.Name is { } wanted && wanted != name;
        if (renamed && state.Models.FindByName(change.Name!) is not null) return Taken(change.Name!);
        var tags = TextMap.Apply(model.Tags, change.Tags);
        if (!tags.IsOk) return tags.Problem;
        var description = change.Description ?? model.Description;
        if (!renamed && description == model.Description && TagRules.AreSame(tags.Value, model.Tags))
            return ModelStep<RegisteredModel>.Unchanged(model);
        var tagged = TagRules.Changes(model.Tags, tags.Value);
        model = model with
        {
            Name = change.Name ?? model.Name, Description = description, Tags = tags.Value, LastUpdateTime = now,
        };
        var isPrompt = ModelRules.IsPrompt(model.Tags);
        return new ModelStep<RegisteredModel>(
            [new ModelFact.PutModel(model)],
            [
                new ModelUpdated(model.Name, renamed ? name : null),
                .. tagged.Select(tag => tag.Value is { } value
                    ? (LifecycleEvent)new ModelTagSet(model.Name, tag.Key, value, isPrompt)
                    : new ModelTagDeleted(model.Name, tag.Key, isPrompt)),
            ],
            model);
    }

    public static StoreOutcome<ModelStep<RegisteredModel>> Delete(RegistryState state, string name)
    {
        var found = state.Find(name);
        if (!found.IsOk) return found.Problem;
        var entry = found.Value;
        return new ModelStep<RegisteredModel>(
            // The model goes first: from then on none of its versions is found.
            [
                new ModelFact.RemoveModel(entry.Model.ModelId),
                .. entry.Versions.Select(document => new ModelFact.RemoveVersion(document.Key)),
            ],
            [
                .. entry.Versions.SelectMany(document => VersionWrites.Deleted(
                    entry.Complete(document.Version), ModelRules.IsPrompt(entry.Model.Tags))),
                new ModelDeleted(name, entry.Model.ModelId),
            ],
            entry.Model);
    }

    public static StoreOutcome<ModelStep<RegisteredModel>> SetAlias(
        RegistryState state, string name, string alias, int version, long now)
    {
        if (ModelRules.CheckAlias(alias) is { } problem) return problem;
        var found = VersionWrites.Find(state, name, version);
        if (!found.IsOk) return found.Problem;
        var model = found.Value.Entry.Model;
        if (model.Aliases.TryGetValue(alias, out var at) && at == version)
            return ModelStep<RegisteredModel>.Unchanged(model);
        if (VersionWrites.RequireReady(found.Value.Document.Version, "be given an alias") is { } early) return early;
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

    public static StoreOutcome<ModelStep<RegisteredModel>> DeleteAlias(
        RegistryState state, string name, string alias, long now)
    {
        var found = state.Find(name);
        if (!found.IsOk) return found.Problem;
        var model = found.Value.Model;
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

    private static ModelStep<RegisteredModel> Put(RegisteredModel model, LifecycleEvent happened) =>
        new([new ModelFact.PutModel(model)], [happened], model);

    private static StoreProblem Taken(string name) => StoreProblem.Conflict(
        ProblemCodes.ModelNameTaken,
        $"There is a registered model '{name}' already; choose another name, or register a version of it.");
}
