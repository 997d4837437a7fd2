using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Purges;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Local.Retention;

/// <summary>
/// Retention of runs and experiments. Runs that have ended are deleted, which can be undone; what was deleted is
/// purged later. A deleted experiment is purged as a unit.
/// </summary>
internal sealed class RetainedRuns(LocalEngine<TrackingState> engine, IPurgeStore purges) :
    RetainedContent<TrackingState>
{
    private static readonly TimeSpan PurgeDelay = TimeSpan.FromSeconds(1);

    public override bool IsRuns => true;

    public override StoreOutcome<Hold> GetSubject(TrackingState state, HoldTarget target)
    {
        if (target is HoldTarget.Run(var runId))
        {
            if (state.Runs.Find(runId) is not { } run) return RunWrites.NotFound(runId);
            if (state.PurgeOf(run) is not null) return BeingPurged.From(runId);
            return new Hold { Resource = $"runs/{runId}", Reason = "", ExperimentId = run.ExperimentId };
        }

        var id = ((HoldTarget.Experiment)target).ExperimentId;
        if (state.Experiments.Find(id) is null) return ExperimentWrites.NotFound(id);
        if (state.Purges.Find(Purge.KeyOf(id)) is not null) return BeingPurged.From(id);
        return new Hold { Resource = $"experiments/{id}", Reason = "", ExperimentId = id };
    }

    public override IEnumerable<RetainedItem> Select(
        TrackingState state, IReadOnlyList<RetentionPolicy> policies, long now) =>
        state.Experiments.All.OrderBy(experiment => ExperimentTable.NumberOf(experiment.ExperimentId))
            .SelectMany(experiment =>
            {
                var applying = RetentionSelection.Applying(policies, experiment);
                var purging = RetentionSelection.Purging(applying);
                return experiment.LifecycleStage == LifecycleStage.Deleted
                    ? SelectExperiment(state, experiment, purging, now).Select(item => new RetainedItem(item))
                    : SelectRuns(state, experiment, RetentionSelection.Deleting(applying), purging, now);
            });

    public override IReadOnlyList<RetentionPolicy> GetPolicies(TrackingState state, RetentionItem item)
    {
        if (state.Experiments.Find(item.ExperimentId!.Value) is not { } experiment) return [];
        var applying = RetentionSelection.Applying(state.RetentionPolicies.Current, experiment);
        return item.Action == RetentionAction.Purge
            ? RetentionSelection.Purging(applying)
            : RetentionSelection.Deleting(applying);
    }

    public override StoreOutcome<bool> Delete(
        TrackingState state, Change change, RetainedItem item, IReadOnlyList<RetentionPolicy> policies, long now)
    {
        var (id, (ranks, newer)) = (item.Item.RunId!.Value, item.Rank!);
        if (state.Runs.Find(id) is not { LifecycleStage: LifecycleStage.Active } run
            || !IsLetGo(run, policies, ranks.CountNewer(state, newer), now)
            || GetProtection(state, run) is not null) return false;
        var decided = RunWrites.Delete(run, id, hold: null, change.Now);
        if (!decided.IsOk) return decided.Problem;
        DecisionWriter.Write(decided.Value, state, change, TrackingFactWriter.Write);
        change.AddStep(ranks.AddDeleted);
        return true;
    }

    public override bool CanPurge(
        TrackingState state, RetentionItem item, IReadOnlyList<RetentionPolicy> policies, long now)
    {
        if (item.RunId is not { } runId)
            return state.Experiments.Find(item.ExperimentId!.Value) is
                { LifecycleStage: LifecycleStage.Deleted } experiment
                && RetentionSelection.LetPurge(policies, experiment.LastUpdateTime, now)
                && GetProtection(state, experiment) is null;
        return state.Runs.Find(runId) is { LifecycleStage: LifecycleStage.Deleted } run
            && RetentionSelection.LetPurge(policies, run.LastUpdateTime, now) && GetProtection(state, run) is null;
    }

    public override bool HasBegun(TrackingState state, RetentionItem item) => item.RunId is { } runId
        ? state.Runs.Find(runId) is not { } run || state.PurgeOf(run) is not null
        : state.Experiments.Find(item.ExperimentId!.Value) is null
            || state.Purges.Find(Purge.KeyOf(item.ExperimentId.Value)) is not null;

    public override async Task<StoreOutcome<long>> PurgeCompletely(RetentionItem item)
    {
        while (true)
        {
            var outcome = item.RunId is { } runId
                ? await purges.PurgeRun(runId).ConfigureAwait(false)
                : await purges.PurgeExperiment(item.ExperimentId!.Value).ConfigureAwait(false);
            // What a crash interrupted may be complete by now.
            if (outcome.Problem is { } problem) return problem.Kind == ProblemKind.NotFound ? 0 : problem;
            var purge = outcome.Value;
            if (purge.Status == PurgeStatus.Completed)
                return purge.Runs + purge.LoggedModels + purge.Traces + purge.Artifacts;
            if (!engine.Options.Background || engine.IsClosing)
                throw new StorageUnavailableException($"The purge of '{item.Resource}' was interrupted.");
            await Task.Delay(PurgeDelay, engine.Time).ConfigureAwait(false);
        }
    }

    private static IEnumerable<RetentionItem> SelectExperiment(
        TrackingState state, Experiment experiment, IReadOnlyList<RetentionPolicy> purging, long now)
    {
        if (!RetentionSelection.LetPurge(purging, experiment.LastUpdateTime, now)) return [];
        var item = new RetentionItem
        {
            Kind = RetentionKind.Experiment,
            Action = RetentionAction.Purge,
            ExperimentId = experiment.ExperimentId,
            Reason = RetentionSelection.PurgeReason(experiment.LastUpdateTime, now),
            Bytes = new PurgeContent(state, experiment.ExperimentId).From(experiment).SelectMany(unit => unit)
                .Where(document => document.Kind == PurgedKind.Artifact).Distinct().Sum(file => file.Bytes),
            Policies = RetentionSelection.References(purging),
        };
        return Guard(item, () => Protect(item, GetProtection(state, experiment)));
    }

    private static IEnumerable<RetainedItem> SelectRuns(
        TrackingState state, Experiment experiment, IReadOnlyList<RetentionPolicy> deleting,
        IReadOnlyList<RetentionPolicy> purging, long now)
    {
        var columns = state.Runs.Columns([experiment.ExperimentId]).FirstOrDefault();
        if (columns is null || deleting.Count + purging.Count == 0) return [];
        var content = new PurgeContent(state, experiment.ExperimentId);
        var ranks = new RunRanks(experiment, columns); // Before the stages are read.
        var numbers = columns.All.ToLookup(state.Runs.Heads.StagesIn(columns));
        var deleted = purging.Count == 0 ? [] : numbers[LifecycleStage.Deleted].SelectMany(number => SelectRun(
            state, content, experiment, number, purging,
            run => run.LifecycleStage == LifecycleStage.Deleted
                && RetentionSelection.LetPurge(purging, run.LastUpdateTime, now)
                    ? (RetentionAction.Purge, RetentionSelection.PurgeReason(run.LastUpdateTime, now))
                    : null)).Select(item => new RetainedItem(item));
        if (deleting.Count == 0) return deleted;
        var oldestFirst = numbers[LifecycleStage.Active].OrderBy(state.Runs.Heads.StartTimeAt)
            .ThenByDescending(state.Runs.IdAt, StringComparer.Ordinal).ToArray();
        return deleted.Concat(oldestFirst.Select((number, at) => (Number: number, Newer: oldestFirst.Length - 1 - at))
            // Decided by what is in memory where that is enough: a run ends after its start.
            .Where(row => RetentionSelection.LetGo(
                deleting, state.Runs.Heads.StartTimeAt(row.Number), row.Newer, null, now))
            .SelectMany(row => SelectRun(
                state, content, experiment, row.Number, deleting,
                run => run.LifecycleStage == LifecycleStage.Active && IsLetGo(run, deleting, row.Newer, now)
                    ? (RetentionAction.Delete,
                        RetentionSelection.DeleteReason(deleting, "ended", EndOf(run), row.Newer, now))
                    : null).Select(item => new RetainedItem(item, new RunRank(ranks, row.Newer)))));
    }

    private static IEnumerable<RetentionItem> SelectRun(
        TrackingState state, PurgeContent content, Experiment experiment, int number,
        IReadOnlyList<RetentionPolicy> policies, Func<Run, (RetentionAction Action, string Reason)?> select)
    {
        var item = new RetentionItem
        {
            Kind = RetentionKind.Run,
            Action = RetentionAction.Keep,
            ExperimentId = experiment.ExperimentId,
            RunId = new(state.Runs.IdAt(number)),
            Reason = "",
            Policies = RetentionSelection.References(policies),
        };
        return Guard(item, () => state.Runs.At(number) is { } run && select(run) is var (action, reason)
            ? Protect(
                item with
                {
                    Action = action,
                    Reason = reason,
                    Bytes = content.From(run.RunId, run.ArtifactUri).Sum(document => document.Bytes),
                },
                GetProtection(state, run))
            : null);
    }

    private static RetentionItem Protect(RetentionItem item, string? protection) =>
        protection is null ? item : item with { Action = RetentionAction.Keep, Reason = protection };

    /// <summary>Keeps an item that can't be read, so that the others can be removed.</summary>
    private static IEnumerable<RetentionItem> Guard(RetentionItem item, Func<RetentionItem?> select)
    {
        try
        {
            return select() is { } selected ? [selected] : [];
        }
        catch (StorageCorruptException e)
        {
            return [item with { Action = RetentionAction.Keep, Reason = e.Message }];
        }
    }

    private static bool IsLetGo(Run run, IReadOnlyList<RetentionPolicy> deleting, long newer, long now) =>
        RunWrites.HasEnded(run.Status) && RetentionSelection.LetGo(deleting, EndOf(run), newer, null, now);

    private static long EndOf(Run run) => Math.Max(run.EndTime ?? long.MaxValue, run.StartTime);

    private static string? GetProtection(TrackingState state, Run run) =>
        GetProtection(state.HoldOn(run), state.VersionMadeFrom(run));

    private static string? GetProtection(TrackingState state, Experiment experiment) =>
        GetProtection(state.HoldIn(experiment.ExperimentId), state.VersionMadeIn(experiment.ExperimentId));

    private static string? GetProtection(Hold? hold, string? version) =>
        hold is not null ? RetentionSelection.HoldReason(hold)
        : version is not null ? $"The model version '{version}' was made from it."
        : null;
}
