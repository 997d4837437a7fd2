using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>Decides moves between stages.</summary>
public static class StageWrites
{
    /// <param name="loaded">The model with the version; null when no model has the name.</param>
    /// <param name="there">The versions in the new stage, by number.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="stage">The new stage.</param>
    /// <param name="archiveExisting">Whether the other versions in the stage move to Archived.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ModelFact, ModelVersion>> Transition(
        ModelAggregate? loaded, IEnumerable<VersionDocument> there, string name, int number, ModelStage stage,
        bool archiveExisting, long now)
    {
        if (archiveExisting && stage is not (ModelStage.Staging or ModelStage.Production))
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, "archive_existing is for the stages STAGING and PRODUCTION only.");
        var found = VersionWrites.Find(loaded, name, number);
        if (!found.IsOk) return found.Problem;
        var (aggregate, document) = found.Value;
        if (document.Version.Stage != stage && stage is (ModelStage.Staging or ModelStage.Production)
            && VersionWrites.RequireReady(document.Version, $"move to {ApiName.Get(stage)}") is { } notReady)
            return notReady;

        var moves = archiveExisting
            ? there.Where(other => other.Number != number).Take(Limits.ArchivedMax + 1)
                .Select(other => (Document: other, To: ModelStage.Archived)).ToList()
            : [];
        if (moves.Count > Limits.ArchivedMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"More than {Limits.ArchivedMax} other versions of '{name}' are in {ApiName.Get(stage)}; " +
                "archive_existing moves at most that many. Move or delete some first.");
        if (document.Version.Stage != stage) moves.Add((document, stage));

        // In the log, the previous version leaves before the new one enters: at no point are two in Production. In
        // memory, the order is reversed: at no moment does a reader find none.
        var moved = moves.AsEnumerable().Reverse()
            .Select(ModelFact (move) => new ModelFact.PutVersion(Moved(move.Document, move.To, now)));
        return new Decision<ModelFact, ModelVersion>(
            moves.Count == 0
                ? []
                : [new ModelFact.PutModel(aggregate.Model with { LastUpdateTime = now }), .. moved],
            [.. moves.Select(move => new ModelVersionStageChanged(
                name, move.Document.Version.Version, move.Document.Version.Stage, move.To))],
            aggregate.Complete(document.Version.Stage == stage
                ? document.Version
                : Moved(document, stage, now).Version));
    }

    private static VersionDocument Moved(VersionDocument document, ModelStage stage, long now) =>
        document with { Version = document.Version with { Stage = stage, LastUpdateTime = now } };
}
