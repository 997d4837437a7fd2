using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>The last periods in which versions of a model were in Production, oldest first.</summary>
public static class ProductionPeriods
{
    /// <summary>Returns the model after a version entered Production.</summary>
    public static RegisteredModel Begin(RegisteredModel model, int version, long now) =>
        With(model, [.. model.ProductionHistory ?? [], new ProductionPeriod(version, now)]);

    /// <summary>Returns the model after a version left Production.</summary>
    public static RegisteredModel End(RegisteredModel model, int version, long now, bool isRolledBack = false)
    {
        List<ProductionPeriod> periods = [.. model.ProductionHistory ?? []];
        var open = periods.FindLastIndex(period => period.Version == version && period.To is null);
        // An earlier build has moved it there.
        if (open < 0) periods.Add(new ProductionPeriod(version, null, now, isRolledBack));
        else periods[open] = periods[open] with { To = now, IsRolledBack = isRolledBack };
        return With(model, periods);
    }

    /// <summary>Returns the model after a version moved to another stage.</summary>
    public static RegisteredModel Move(
        RegisteredModel model, int version, ModelStage from, ModelStage to, long now)
    {
        if (from == ModelStage.Production && to != from) model = End(model, version, now);
        return to == ModelStage.Production && to != from ? Begin(model, version, now) : model;
    }

    /// <summary>
    /// Returns the versions to which a rollback may return, the last one first: those that were in Production, and that
    /// no rollback removed from it since they were last there.
    /// </summary>
    public static IEnumerable<int> GetPrevious(RegisteredModel model) =>
        (model.ProductionHistory ?? []).Reverse().DistinctBy(period => period.Version)
            .Where(period => period is { To: not null, IsRolledBack: false }).Select(period => period.Version);

    private static RegisteredModel With(RegisteredModel model, IReadOnlyList<ProductionPeriod> periods) =>
        model with { ProductionHistory = [.. periods.TakeLast(Limits.ProductionPeriodsMax)] };
}
