using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides the return to the version that was in Production before. Policies do not decide about it: it must be
/// possible at once and at any time, and that version has passed them.
/// </summary>
public static class RollbackWrites
{
    /// <param name="loaded">The model; null when none has the name.</param>
    /// <param name="present">The versions in Production, by number.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ModelFact, RollbackResult>> Decide(
        ModelAggregate? loaded, IEnumerable<VersionDocument> present, string name, RollbackRequest request, long now)
    {
        if (request.Stage != ModelStage.Production)
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, "Only the stage PRODUCTION can be rolled back; use POST …/stage.");
        if ((ModelRules.CheckDescription(request.Reason) ?? PolicyRules.CheckPerson("by", request.By)) is { } problem)
            return problem;
        if (loaded is null) return ModelAggregate.NotFound(name);
        var leaving = present.Take(Limits.ArchivedMax + 1).ToList();
        if (leaving.Count > Limits.ArchivedMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"More than {Limits.ArchivedMax} versions of '{name}' are in PRODUCTION; a rollback archives at most "
                + "that many. Move some first.");
        List<int> skipped = [];
        VersionDocument? target = null;
        foreach (var number in ProductionPeriods.GetPrevious(loaded.Model))
        {
            if (leaving.Exists(document => document.Number == number)) continue;
            if (loaded.Versions.TryGetValue(number, out target)) break;
            skipped.Add(number);
        }

        return target is null ? NothingBefore(name, skipped) : Return(loaded, leaving, target, skipped, request, now);
    }

    private static Decision<ModelFact, RollbackResult> Return(
        ModelAggregate loaded, List<VersionDocument> leaving, VersionDocument target, List<int> skipped,
        RollbackRequest request, long now)
    {
        var (name, model) = (loaded.Model.Name, loaded.Model);
        foreach (var document in leaving)
            model = ProductionPeriods.End(model, document.Number, now, isRolledBack: true);
        model = ProductionPeriods.Begin(model, target.Number, now) with { LastUpdateTime = now };
        var returned = StageWrites.Moved(target, ModelStage.Production, now);
        List<int> archived = leaving.ConvertAll(document => document.Number);
        return new Decision<ModelFact, RollbackResult>(
            [
                new ModelFact.PutModel(model),
                new ModelFact.PutVersion(returned),
                .. leaving.Select(document =>
                    new ModelFact.PutVersion(StageWrites.Moved(document, ModelStage.Archived, now))),
            ],
            [
                .. leaving.Select(document => new ModelVersionStageChanged(
                    name, document.Number, ModelStage.Production, ModelStage.Archived)),
                new ModelVersionStageChanged(name, target.Number, target.Version.Stage, ModelStage.Production),
                new ModelRolledBack(name, target.Number, archived, skipped, request.Reason, request.By),
            ],
            new RollbackResult(ModelAggregate.Complete(model, returned.Version), archived, skipped));
    }

    private static StoreProblem NothingBefore(string name, List<int> skipped) => StoreProblem.Conflict(
        ProblemCodes.NothingToRollBack,
        $"No version of '{name}' was in PRODUCTION before that can be there again"
        + (skipped.Count == 0 ? "" : $"; deleted: {string.Join(", ", skipped)}")
        + ". Move one there with POST …/stage.");
}
