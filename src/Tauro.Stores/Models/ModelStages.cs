using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Models;

/// <summary>The stages of the registry: the default ones, and those that a setting adds.</summary>
/// <param name="custom">The stages in addition to the default ones.</param>
public sealed class ModelStages(IReadOnlyList<ModelStage> custom)
{
    /// <summary>Only the default stages.</summary>
    public static ModelStages Default { get; } = new([]);

    /// <summary>All stages, the default ones first.</summary>
    public IReadOnlyList<ModelStage> All { get; } = [.. ModelStage.Defaults, .. custom];

    /// <summary>Reads the names of custom stages, separated by commas; false when one can't be a stage.</summary>
    public static bool TryRead(string? names, out ModelStages stages)
    {
        stages = Default;
        List<ModelStage> custom = [];
        foreach (var name in (names ?? "").Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ModelStage.TryParse(name, null, out var stage) || ModelStage.Defaults.Contains(stage)
                || custom.Contains(stage) || GateOf(stage) == PolicyGate.Registration) return false;
            custom.Add(stage);
        }

        stages = new ModelStages(custom);
        return custom.Count <= Limits.CustomStagesMax;
    }

    /// <summary>The gate of a move to a stage; null if there is none.</summary>
    public static PolicyGate? GateOf(ModelStage stage) =>
        stage == ModelStage.None ? null : PolicyGate.Parse(stage.ToString());

    /// <summary>Returns a problem unless there is such a stage.</summary>
    public StoreProblem? Check(ModelStage stage) =>
        All.Contains(stage) ? null : Unknown(stage.ToString(), "stage", All);

    /// <summary>Returns a problem if a filter compares the stage with a name that no stage has.</summary>
    public StoreProblem? Check(Filter? filter)
    {
        foreach (var name in filter?.ValuesOf(new Field(FieldKind.Attribute, "stage")) ?? [])
            if (Parse(name).Problem is { } unknown) return unknown with { Code = ProblemCodes.InvalidFilter };
        return null;
    }

    /// <summary>Returns a problem unless the gate is that of a registration or of a stage.</summary>
    public StoreProblem? Check(PolicyGate gate)
    {
        PolicyGate[] gates = [PolicyGate.Registration, .. All.Select(GateOf).OfType<PolicyGate>()];
        return gates.Contains(gate) ? null : Unknown(gate.ToString(), "gate", gates);
    }

    /// <summary>Reads the name of a stage in a query; null when none is given.</summary>
    public StoreOutcome<ModelStage?> Parse(string? name)
    {
        if (string.IsNullOrEmpty(name)) return StoreOutcome<ModelStage?>.Ok(null);
        return ModelStage.TryParse(name, null, out var stage) && All.Contains(stage)
            ? StoreOutcome<ModelStage?>.Ok(stage)
            : Unknown(Rules.NameRules.Excerpt(name), "stage", All);
    }

    private static StoreProblem Unknown<T>(string name, string what, IEnumerable<T> all) => StoreProblem.Invalid(
        ProblemCodes.InvalidRequest,
        $"'{name}' is not a valid value of '{what}'; expected one of {string.Join(", ", all)}.");
}
