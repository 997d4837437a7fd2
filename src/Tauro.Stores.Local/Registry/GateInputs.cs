using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Decisions;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Local.Registry;

/// <summary>Loads what policies need.</summary>
internal static class GateInputs
{
    /// <summary>Loads the policies of a move with what they need; null if there is none.</summary>
    public static GateInput? Load(RegistryState state, string name, int number, StageMove move) =>
        ModelStages.GateOf(move.Stage) is { } gate
            ? Load(state, gate, name, number, move.Evidence, move.Hooks)
            : null;

    /// <inheritdoc cref="Load(RegistryState, string, int, StageMove)"/>
    /// <param name="state">The state.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="number">The version; 0 for one that is not registered yet.</param>
    /// <param name="evidence">What was read for the rules that need I/O.</param>
    /// <param name="hooks">The verdicts of hooks.</param>
    public static GateInput? Load(
        RegistryState state, PolicyGate gate, string name, int number, GateEvidence? evidence,
        IReadOnlyList<HookEvidence> hooks)
    {
        var policies = state.Policies.At(gate);
        if (policies.Count == 0) return null;
        if (state.Models.FindByName(name) is not { } model)
            return new GateInput(gate, policies) { Hooks = hooks };
        var key = VersionDocument.KeyOf(model.ModelId, number);
        var production = state.VersionsIn(name, ModelStage.Production).LastOrDefault();
        return new GateInput(gate, policies)
        {
            Checks = state.Checks.Find(key)?.Checks ?? [],
            Approvals = state.Approvals.Find(key)?.Approvals ?? [],
            Production = production?.Version,
            ProductionChecks = production is null ? [] : state.Checks.Find(production.Key)?.Checks ?? [],
            Evidence = evidence,
            Hooks = hooks,
        };
    }

    /// <summary>Loads a version with its requests for approval.</summary>
    public static StoreOutcome<ApprovalAggregate> LoadApprovals(RegistryState state, string name, int number)
    {
        var found = VersionWrites.Find(state.Load(name), name, number);
        return found.IsOk ? LoadApprovals(state, found.Value.Loaded.Model, found.Value.Document) : found.Problem;
    }

    /// <inheritdoc cref="LoadApprovals(RegistryState, string, int)"/>
    public static ApprovalAggregate LoadApprovals(
        RegistryState state, RegisteredModel model, VersionDocument document) => new(
        model.Name,
        document.Version,
        state.Approvals.Find(document.Key)?.Approvals ?? [],
        [.. GateEvaluation.Applying(state.Policies.Current, model)]);
}
