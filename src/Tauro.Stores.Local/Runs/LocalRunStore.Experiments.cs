using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Events;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private const string DefaultExperimentId = "0";

    public ValueTask<StoreOutcome<Experiment>> CreateExperiment(
        NewExperiment experiment, CancellationToken cancel = default)
    {
        if (ExperimentRules.Check(experiment) is { } problem) return new(problem);
        return engine.Commit<Experiment>((state, change) =>
        {
            if (Taken(state, experiment.Name) is { } taken) return taken;
            var tags = TextMap.Apply(
                new Dictionary<string, string>(), WithNote(experiment.Tags!, experiment.Description));
            if (tags.Problem is { } tooMany) return tooMany;
            var id = state.Experiments.NextId;
            var created = new Experiment
            {
                ExperimentId = id,
                Name = experiment.Name,
                ArtifactLocation = experiment.ArtifactLocation ?? $"mlflow-artifacts:/{id}",
                Tags = tags.Value,
                CreationTime = change.Now,
                LastUpdateTime = change.Now,
            };
            change.Put(state.Experiments, created);
            change.Event(state, PendingEvent.Of(new ExperimentCreated(id, created.Name)));
            return created;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperiment(
        string experimentId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Experiments.Find(experimentId);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? NoExperiment($"with id '{TextRules.Shown(experimentId)}'") : found;
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperimentByName(
        string name, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Experiments.FindByName(name);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? NoExperiment($"named '{TextRules.Shown(name)}'") : found;
    }

    public ValueTask<StoreOutcome<Experiment>> UpdateExperiment(
        string experimentId, ExperimentChange update, CancellationToken cancel = default)
    {
        if (ExperimentRules.Check(update) is { } problem) return new(problem);
        return engine.Commit<Experiment>((state, change) =>
        {
            if (state.Experiments.Find(experimentId) is not { } before)
                return NoExperiment($"with id '{TextRules.Shown(experimentId)}'");
            if (update.Name is { } name && name != before.Name)
            {
                if (experimentId == DefaultExperimentId) return IsDefault("renamed");
                if (Taken(state, name) is { } taken) return taken;
            }

            var tags = TextMap.Apply(before.Tags, WithNote(update.Tags, update.Description));
            if (tags.Problem is { } tooMany) return tooMany;
            var after = before with
            {
                Name = update.Name ?? before.Name, Tags = tags.Value, LastUpdateTime = change.Now,
            };
            change.Put(state.Experiments, after);
            change.Event(state, PendingEvent.Of(new ExperimentUpdated(experimentId, after.Name)));
            return after;
        }, cancel);
    }

    public ValueTask<StoreOutcome<Experiment>> DeleteExperiment(
        string experimentId, CancellationToken cancel = default) =>
        engine.Commit<Experiment>((state, change) =>
        {
            if (experimentId == DefaultExperimentId) return IsDefault("deleted");
            return state.Experiments.Find(experimentId) is { LifecycleStage: LifecycleStage.Active } experiment
                ? Move(state, change, experiment, LifecycleStage.Deleted,
                    new ExperimentDeleted(experimentId, experiment.Name))
                : NoExperiment($"with id '{TextRules.Shown(experimentId)}' that is active");
        }, cancel);

    public ValueTask<StoreOutcome<Experiment>> RestoreExperiment(
        string experimentId, CancellationToken cancel = default) =>
        engine.Commit<Experiment>((state, change) =>
            state.Experiments.Find(experimentId) is { LifecycleStage: LifecycleStage.Deleted } experiment
                ? Move(state, change, experiment, LifecycleStage.Active,
                    new ExperimentRestored(experimentId, experiment.Name))
                : NoExperiment($"with id '{TextRules.Shown(experimentId)}' that is deleted"), cancel);

    /// <summary>Takes the experiment and all of its runs to a lifecycle stage.</summary>
    private static Experiment Move(
        TrackingState state, Change change, Experiment experiment, LifecycleStage stage, LifecycleEvent happened)
    {
        var moved = experiment with { LifecycleStage = stage, LastUpdateTime = change.Now };
        change.Put(state.Experiments, moved);
        change.Event(state, PendingEvent.Of(happened));
        foreach (var run in state.Runs.Of(experiment.ExperimentId).Where(run => run.LifecycleStage != stage))
        {
            Move(state, change, run, stage);

            // The registry knows runs, not experiments: it has to hear of those that versions were made from.
            if (run.ModelVersions.Count > 0) change.Event(state, PendingEvent.Of(Moved(run, stage)));
        }

        return moved;
    }

    private static StoreProblem? Taken(TrackingState state, string name) =>
        state.Experiments.FindByName(name) is not { } holder ? null : StoreProblem.Conflict(
            ProblemCodes.ExperimentNameTaken,
            $"The experiment name '{name}' already exists, held by experiment {holder.ExperimentId}" +
            (holder.LifecycleStage == LifecycleStage.Deleted ? ", which is deleted; restore it or" : ";") +
            " choose another.");

    private static StoreProblem IsDefault(string what) => StoreProblem.Conflict(
        ProblemCodes.DefaultExperiment, $"The default experiment cannot be {what}; every store has it.");

    /// <summary>A description is kept as a tag.</summary>
    private static IReadOnlyDictionary<string, string?>? WithNote(
        IReadOnlyDictionary<string, string?>? tags, string? note) =>
        note is null
            ? tags
            : new Dictionary<string, string?>(tags ?? new Dictionary<string, string?>()) { [TagNames.Note] = note };
}
