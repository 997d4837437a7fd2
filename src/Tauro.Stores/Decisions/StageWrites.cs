using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>Decides moves between stages.</summary>
public static class StageWrites
{
    /// <param name="loaded">The model with the version; null when no model has the name.</param>
    /// <param name="there">The versions in the new stage, by number.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="move">The move.</param>
    /// <param name="input">What the policies of the new stage need; null if it has none.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="stages">The stages that there are; null for the default ones.</param>
    public static StoreOutcome<Decision<ModelFact, ModelVersion>> Transition(
        ModelAggregate? loaded, IEnumerable<VersionDocument> there, string name, int number, StageMove move,
        GateInput? input, long now, ModelStages? stages = null)
    {
        var (stage, archiveExisting) = (move.Stage, move.ArchiveExisting);
        if ((PolicyRules.Check(move.Override) ?? (stages ?? ModelStages.Default).Check(stage)) is { } problem)
            return problem;
        if (archiveExisting && stage != ModelStage.Staging && stage != ModelStage.Production)
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, "archive_existing is for the stages STAGING and PRODUCTION only.");
        var found = VersionWrites.Find(loaded, name, number);
        if (!found.IsOk) return found.Problem;
        var (aggregate, document) = found.Value;
        if (document.Version.Stage != stage && stage != ModelStage.None && stage != ModelStage.Archived
            && VersionWrites.RequireReady(name, document.Version, $"move to {stage}") is { } notReady)
            return notReady;

        var moves = archiveExisting
            ? there.Where(other => other.Number != number).Take(Limits.ArchivedMax + 1)
                .Select(other => (Document: other, To: ModelStage.Archived)).ToList()
            : [];
        if (moves.Count > Limits.ArchivedMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"More than {Limits.ArchivedMax} other versions of '{name}' are in {stage}; " +
                "archive_existing moves at most that many. Move or delete some first.");
        var isMoved = document.Version.Stage != stage;
        var verdict = isMoved && input is not null
            ? GateEvaluation.Evaluate(aggregate.Model, document.Version, input, now)
            : null;
        if (GateWrites.RequireHooks(aggregate.Model, document.Version, input, verdict, move.Override) is { } needed)
            return needed;
        if (GateWrites.IsRefused(verdict, move.Override)) return GateWrites.Refuse(name, number, verdict!);
        var moved = isMoved
            ? Moved(document, stage, now, GateWrites.WithOverride(verdict, move.Override))
            : document;
        if (isMoved) moves.Add((document, stage));

        var model = moves.Aggregate(
            aggregate.Model with { LastUpdateTime = now },
            (changed, step) => ProductionPeriods.Move(
                changed, step.Document.Number, step.Document.Version.Stage, step.To, now));

        // In the log, the previous version leaves before the new one enters: at no point are two in Production. In
        // memory, the order is reversed: at no moment does a reader find none.
        var put = moves.AsEnumerable().Reverse()
            .Select(ModelFact (step) => new ModelFact.PutVersion(
                step.Document == document ? moved : Moved(step.Document, step.To, now)));
        return new Decision<ModelFact, ModelVersion>(
            moves.Count == 0
                ? []
                : [new ModelFact.PutModel(model), .. put],
            [
                .. GateWrites.GetOverridden(name, number, verdict, move.Override),
                .. moves.Select(step => new ModelVersionStageChanged(
                    name, step.Document.Number, step.Document.Version.Stage, step.To,
                    step.Document == document ? GateWrites.GetPolicies(verdict) : null)),
            ],
            aggregate.Complete(moved.Version));
    }

    internal static VersionDocument Moved(
        VersionDocument document, ModelStage stage, long now, GateVerdict? verdict = null) => document with
        {
            Version = document.Version with { Stage = stage, Verdict = verdict, LastUpdateTime = now },
        };
}
