using System.Globalization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;
using Tauro.Stores.Retention;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Retention;

/// <summary>Retention of model versions. A prompt is not a model.</summary>
internal sealed class RetainedModels : RetainedContent<RegistryState>
{
    public override bool IsRuns => false;

    public override ModelStages StagesOf(RegistryState state) => state.Stages;

    public override StoreOutcome<Hold> GetSubject(RegistryState state, HoldTarget target)
    {
        if (target is HoldTarget.Version(var name, var number))
            return VersionWrites.Find(state.Load(name), name, number).Select(found => new Hold
            {
                Resource = NameOf(name, number),
                StableResource = RegistryState.StableResource(found.Loaded.Model.ModelId, number),
                Reason = "",
            });
        var wanted = ((HoldTarget.Model)target).Name;
        if (state.Models.FindByName(wanted) is not { } model) return ModelAggregate.NotFound(wanted);
        return new Hold
        {
            Resource = $"models/{wanted}", StableResource = RegistryState.StableResource(model.ModelId), Reason = "",
        };
    }

    public override Hold Complete(RegistryState state, Hold hold) =>
        hold.Key.Split('/') is ["models", var modelId, .. var rest] && state.Models.Find(modelId) is { } model
            ? hold with { Resource = string.Join('/', ["models", model.Name, .. rest]) }
            : hold;

    public override IEnumerable<RetainedItem> Select(
        RegistryState state, IReadOnlyList<RetentionPolicy> policies, long now)
    {
        foreach (var model in state.Models.All.OrderBy(model => model.Name, StringComparer.Ordinal))
        {
            var deleting = GetPolicies(policies, model);
            if (deleting.Count == 0) continue;
            var numbers = state.VersionsOf(model).Keys.Reverse();
            foreach (var (newer, number) in numbers.Index())
            {
                if (state.Versions.Find(VersionDocument.KeyOf(model.ModelId, number)) is { } document
                    && IsLetGo(document.Version, deleting, newer, now))
                    yield return new RetainedItem(Create(state, model, document.Version, deleting, newer, now));
            }
        }
    }

    public override IReadOnlyList<RetentionPolicy> GetPolicies(RegistryState state, RetentionItem item) =>
        state.Models.Find(item.ModelId!.Value) is { } model
            ? GetPolicies(state.RetentionPolicies.Current, model)
            : [];

    public override StoreOutcome<bool> Delete(
        RegistryState state, Change change, RetainedItem item, IReadOnlyList<RetentionPolicy> policies, long now)
    {
        var (modelId, number) = (item.Item.ModelId!.Value, item.Item.Version!.Value);
        if (state.Models.Find(modelId) is not { } model
            || state.Versions.Find(VersionDocument.KeyOf(modelId, number)) is not { } document
            || !IsLetGo(document.Version, policies, CountNewer(state, modelId, number), now)
            || GetProtection(state, model, document.Version) is not null) return false;
        CurrentWorkspace.Set(model.Workspace);
        var decided = VersionWrites.Delete(state.Load(model), model.Name, number, hold: null, change.Now);
        if (!decided.IsOk) return decided.Problem;
        DecisionWriter.Write(decided.Value, state, change, ModelFactWriter.Write);
        return true;
    }

    private static IReadOnlyList<RetentionPolicy> GetPolicies(
        IEnumerable<RetentionPolicy> policies, RegisteredModel model) => ModelRules.IsPrompt(model.Tags)
        ? []
        : RetentionSelection.Deleting(RetentionSelection.Applying(policies, model));

    /// <summary>Returns the number of newer versions, in logarithmic time.</summary>
    private static int CountNewer(RegistryState state, ModelId modelId, int number)
    {
        var numbers = state.Versions.NumbersOf(modelId).All;
        return numbers.Count - 1 - numbers.IndexOf(number);
    }

    private static RetentionItem Create(
        RegistryState state, RegisteredModel model, ModelVersion version, IReadOnlyList<RetentionPolicy> deleting,
        long newer, long now)
    {
        var protection = GetProtection(state, model, version);
        return new RetentionItem
        {
            Kind = RetentionKind.ModelVersion,
            Action = protection is null ? RetentionAction.Delete : RetentionAction.Keep,
            ModelId = model.ModelId,
            Name = model.Name,
            Version = version.Version,
            Reason = protection
                ?? RetentionSelection.DeleteReason(deleting, "was registered", version.CreationTime, newer, now),
            Bytes = version.SizeBytes,
            Policies = RetentionSelection.References(deleting),
        };
    }

    private static bool IsLetGo(
        ModelVersion version, IReadOnlyList<RetentionPolicy> deleting, long newer, long now) =>
        version.Status != ModelVersionStatus.PendingRegistration
        && RetentionSelection.LetGo(deleting, version.CreationTime, newer, version.Stage, now);

    private static string? GetProtection(RegistryState state, RegisteredModel model, ModelVersion version)
    {
        if (state.HoldOn(model.ModelId, version.Version) is { } hold) return RetentionSelection.HoldReason(hold);
        if (version.Stage == ModelStage.Production) return "It is in Production.";
        if (model.Aliases.FirstOrDefault(alias => alias.Value == version.Version).Key is { } alias)
            return $"It has the alias '{alias}'.";
        if (RollbackTarget(state, model) == version.Version) return "A rollback would return to it.";
        return state.WithModels(state.Versions.KeysOfSource(model, version.Version)).FirstOrDefault() is
            { Document: { } made } other
            ? $"The model version '{other.Model.Name}/{made.Number}' was made from it."
            : null;
    }

    private static int? RollbackTarget(RegistryState state, RegisteredModel model) =>
        ProductionPeriods.GetPrevious(model).Cast<int?>().FirstOrDefault(number =>
            state.Versions.Find(VersionDocument.KeyOf(model.ModelId, number!.Value)) is { } document
            && document.Version.Stage != ModelStage.Production);

    private static string NameOf(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"models/{name}/versions/{number}");
}
