using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Rules;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to experiments: pure functions of the loaded state, the request, the time and a new id.
/// </summary>
public static class ExperimentWrites
{
    /// <summary>The id of the experiment that every store has.</summary>
    public static ExperimentId DefaultId { get; } = new("0");

    private static readonly Dictionary<string, string> NoTags = [];

    /// <summary>Creates the experiment that every store has, as in a new store.</summary>
    public static Experiment NewDefault(long now) => New(new NewExperiment("Default"), DefaultId, NoTags, now);

    /// <param name="holder">The experiment of the workspace that already has the name; null when it is free.</param>
    /// <param name="request">The experiment to create.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="owner">Who creates it; null for none.</param>
    /// <param name="workspace">Where it is created.</param>
    public static StoreOutcome<Decision<TrackingFact, Experiment>> Create(
        Experiment? holder, NewExperiment request, ExperimentId id, long now, AccountId? owner = null,
        WorkspaceName workspace = default)
    {
        if (ExperimentRules.Check(request) is { } problem) return problem;
        if (holder is not null) return NameTaken(holder);
        var tags = TagRules.Apply(NoTags, TagRules.WithNote(request.Tags!, request.Description));
        if (!tags.IsOk) return tags.Problem;
        var created = New(request, id, tags.Value, now, owner) with { Workspace = workspace };
        return Put(created, new ExperimentCreated(id, created.Name));
    }

    /// <param name="before">The experiment; null when none has the id.</param>
    /// <param name="holder">The experiment that already has the new name; null when it is free.</param>
    /// <param name="id">The experiment's id.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Experiment>> Update(
        Experiment? before, Experiment? holder, ExperimentId id, ExperimentChange change, long now)
    {
        if (ExperimentRules.Check(change) is { } problem) return problem;
        if (before is null) return NotFound(id);
        if (change.Name is { } name && name != before.Name)
        {
            if (id == DefaultId) return DefaultConflict("renamed");
            if (holder is not null) return NameTaken(holder);
        }

        var tags = TagRules.Apply(before.Tags, TagRules.WithNote(change.Tags, change.Description));
        if (!tags.IsOk) return tags.Problem;
        var after = before with { Name = change.Name ?? before.Name, Tags = tags.Value, LastUpdateTime = now };
        return Put(after, new ExperimentUpdated(id, after.Name));
    }

    /// <param name="experiment">The experiment; null when none has the id.</param>
    /// <param name="holder">The experiment of the other workspace that has its name; null when it is free.</param>
    /// <param name="id">The experiment's id.</param>
    /// <param name="from">The workspace that it is in.</param>
    /// <param name="to">The workspace to move it to.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Experiment>> MoveTo(
        Experiment? experiment, Experiment? holder, ExperimentId id, WorkspaceName from, WorkspaceName to, long now)
    {
        if (experiment is null || experiment.Workspace != from) return NotFound(id);
        if (from == to) return Decision<TrackingFact, Experiment>.Unchanged(experiment);
        if (id == DefaultId) return DefaultConflict("moved");
        if (holder is not null) return NameTaken(holder);
        var moved = experiment with { Workspace = to, LastUpdateTime = now };
        return Put(moved, new ExperimentMoved(id, moved.Name, from, to) { Workspace = to });
    }

    /// <param name="experiment">The experiment; null when none has the id.</param>
    /// <param name="linked">Its runs with model versions; not enumerated when the request is refused.</param>
    /// <param name="id">The experiment's id.</param>
    /// <param name="hold">A hold on it or on one of its runs; null for none.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Experiment>> Delete(
        Experiment? experiment, IEnumerable<Run> linked, ExperimentId id, Hold? hold, long now)
    {
        if (id == DefaultId) return DefaultConflict("deleted");
        if (hold is not null) return new OnHold(hold);
        return experiment is { LifecycleStage: LifecycleStage.Active }
            ? Move(experiment, linked, LifecycleStage.Deleted, new ExperimentDeleted(id, experiment.Name), now)
            : NotActive(id);
    }

    /// <param name="experiment">The experiment; null when none has the id.</param>
    /// <param name="linked">Its runs with model versions; not enumerated when the request is refused.</param>
    /// <param name="id">The experiment's id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Experiment>> Restore(
        Experiment? experiment, IEnumerable<Run> linked, ExperimentId id, long now) =>
        experiment is { LifecycleStage: LifecycleStage.Deleted }
            ? Move(experiment, linked, LifecycleStage.Active, new ExperimentRestored(id, experiment.Name), now)
            : NotDeleted(id);

    /// <summary>No experiment has the id.</summary>
    public static StoreProblem NotFound(ExperimentId id) => new ExperimentMissing(id);

    /// <summary>The experiment did not exist at a time, in Unix milliseconds.</summary>
    public static StoreProblem NotFoundAt(ExperimentId id, long time) => StoreProblem.NotFound(
        ProblemCodes.ExperimentNotFound, $"The experiment '{id}' did not exist at {PastTime.Format(time)}.");

    /// <summary>No active experiment has the id.</summary>
    public static StoreProblem NotActive(ExperimentId id) =>
        Missing($"with id '{NameRules.Excerpt(id)}' that is active");

    /// <summary>No deleted experiment has the id.</summary>
    public static StoreProblem NotDeleted(ExperimentId id) =>
        Missing($"with id '{NameRules.Excerpt(id)}' that is deleted");

    /// <summary>No experiment has the name.</summary>
    public static StoreProblem NameNotFound(string name) => Missing($"named '{NameRules.Excerpt(name)}'");

    /// <summary>Returns a problem unless an experiment exists and is active.</summary>
    public static StoreProblem? RequireActive(Experiment? experiment, ExperimentId id) => experiment switch
    {
        null => NotFound(id),
        { LifecycleStage: LifecycleStage.Deleted } => new ExperimentInactive(id),
        _ => null,
    };

    /// <summary>
    /// Moves the experiment to a lifecycle stage. Its runs follow, see <see cref="RunWrites.InStage"/>.
    /// </summary>
    private static Decision<TrackingFact, Experiment> Move(
        Experiment experiment, IEnumerable<Run> linked, LifecycleStage stage, LifecycleEvent lifecycleEvent, long now)
    {
        var moved = experiment with { LifecycleStage = stage, Moves = experiment.Moves + 1, LastUpdateTime = now };

        // Registry knows runs, not experiments: it needs an event for each run that versions were made from.
        var events = linked.Where(run => run.LifecycleStage != stage).Select(run => RunWrites.Moved(run, stage));
        return new Decision<TrackingFact, Experiment>(
            [new TrackingFact.PutExperiment(moved)], [lifecycleEvent, .. events], moved);
    }

    private static Experiment New(
        NewExperiment request, ExperimentId id, IReadOnlyDictionary<string, string> tags, long now,
        AccountId? owner = null) => new()
    {
        Owner = owner,
        ExperimentId = id,
        Name = request.Name,
        ArtifactLocation = request.ArtifactLocation ?? ArtifactLocations.ForExperiment(id),
        Tags = tags,
        CreationTime = now,
        LastUpdateTime = now,
    };

    private static Decision<TrackingFact, Experiment> Put(Experiment experiment, LifecycleEvent lifecycleEvent) =>
        new([new TrackingFact.PutExperiment(experiment)], [lifecycleEvent], experiment);

    private static StoreProblem Missing(string what) => StoreProblem.NotFound(
        ProblemCodes.ExperimentNotFound, $"There is no experiment {what}.");

    private static ExperimentNameTaken NameTaken(Experiment holder) =>
        new(holder.Name, holder.ExperimentId, holder.LifecycleStage == LifecycleStage.Deleted);

    internal static StoreProblem DefaultConflict(string what) => StoreProblem.Conflict(
        ProblemCodes.DefaultExperiment, $"The default experiment cannot be {what}; every store has it.");
}
