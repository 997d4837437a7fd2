using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    public ValueTask<StoreOutcome<Run>> StartRun(NewRun run, CancellationToken cancel = default)
    {
        var id = new RunId(entropy.NextId());
        var prepared = RunWrites.Prepare(run, RunNames.For(run, entropy));
        if (prepared.Problem is { } problem) return new(problem);

        // Converted to the form in memory here, so that the writer thread need not do it.
        var request = prepared.Value with
        {
            Params = StringMap.From(prepared.Value.Params), Tags = StringMap.From(prepared.Value.Tags),
        };
        var limit = request.Status == RunStatus.Running ? activeRuns : null;
        var (quota, workspace) = (StorageQuota.ForRuns(CurrentPrincipal.Value?.Quotas), CurrentWorkspace.Value);
        return facts.Commit((state, now) =>
        {
            var decided = RunWrites.Start(
                state.Experiments.Find(request.ExperimentId),
                request.ParentRunId is { } parent ? state.Runs.Find(parent) : null,
                request, id, now, limit, limit is null ? 0 : state.Runs.Heads.ActiveCount,
                quota?.Check(state.RunCounts.In(workspace)));
            return ReviveAbove(state, decided.IsOk ? decided.Value.Value : null, decided, now);
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Run>> GetRun(RunId runId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Runs.Find(runId);
        if (found is not null) found = state.Runs.WithMetrics(found);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? RunWrites.NotFound(runId) : found;
    }

    public ValueTask<StoreOutcome<Run>> UpdateRun(RunId runId, RunChange change, CancellationToken cancel = default)
    {
        var limit = change.Status == RunStatus.Running ? activeRuns : null;
        return Change(runId, (state, run, now) =>
        {
            var decided = RunWrites.Update(
                run, runId, change, state.RevivesStaleRuns, now, limit,
                limit is null ? 0 : state.Runs.Heads.ActiveCount);
            return ReviveAbove(state, decided.IsOk ? decided.Value.Value : null, decided, now);
        }, cancel);
    }

    public ValueTask<StoreOutcome<Run>> DeleteRun(RunId runId, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var run = state.Runs.Find(runId);
            return RunWrites.Delete(run, runId, run is null ? null : state.HoldOn(run), now)
                .Select(decided => decided with { Value = state.Runs.WithMetrics(decided.Value) });
        }, cancel);

    public ValueTask<StoreProblem?> CheckWritable(RunId runId, CancellationToken cancel = default) =>
        engine.Read(state => state.Runs.Find(runId) is not { } run ? RunWrites.NotFound(runId)
            : RunWrites.RequireActive(run) is { } refused ? state.Explain(refused)
            : null);

    public ValueTask<StoreOutcome<Run>> RestoreRun(RunId runId, CancellationToken cancel = default) =>
        Change(runId, (run, now) => RunWrites.Restore(run, runId, now), cancel, unlessPurged: true);

    public ValueTask<StoreOutcome<Run>> LinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId = null, CancellationToken cancel = default) =>
        Change(runId, (run, now) => RunLinkWrites.Link(run, runId, modelName, version, modelId, now), cancel,
            unlessPurged: true);

    public ValueTask<StoreOutcome<Run>> UnlinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId = null, CancellationToken cancel = default) =>
        Change(runId, (run, now) => RunLinkWrites.Unlink(run, runId, modelName, version, modelId, now), cancel);

    public async ValueTask<StoreOutcome<Done>> RenameModel(
        string from, string to, ModelId? modelId = null, CancellationToken cancel = default)
    {
        // A model is seldom renamed, so an index by model would not be worth its memory.
        foreach (var run in engine.State.Runs.Linked(null).Where(run => RunLinkWrites.IsLinked(run, from)))
        {
            var renamed = await Change(
                run.RunId,
                (current, now) => RunLinkWrites.RenameModel(current, run.RunId, from, to, modelId, now), cancel)
                .ConfigureAwait(false);
            if (renamed.Problem is { } problem) return problem;
        }

        return default(Done);
    }

    /// <summary>Commits a decision about a run, and returns the run with its metrics.</summary>
    private ValueTask<StoreOutcome<Run>> Change(
        RunId runId, Func<Run?, long, StoreOutcome<Decision<TrackingFact, Run>>> decide, CancellationToken cancel,
        bool unlessPurged = false) =>
        Change(runId, (_, run, now) => decide(run, now), cancel, unlessPurged);

    private ValueTask<StoreOutcome<Run>> Change(
        RunId runId, Func<TrackingState, Run?, long, StoreOutcome<Decision<TrackingFact, Run>>> decide,
        CancellationToken cancel, bool unlessPurged = false) =>
        facts.Commit((state, now) =>
        {
            var run = state.Runs.Find(runId);
            if (unlessPurged && run is not null && state.PurgeOf(run) is not null) return BeingPurged.From(runId);
            return decide(state, run, now)
                .Select(decided => decided with { Value = state.Runs.WithMetrics(decided.Value) });
        }, cancel);
}
