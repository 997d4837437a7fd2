using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// What is always in memory of the runs, by their numbers in the table. One thread writes; any may read.
/// </summary>
internal sealed class RunHeads(
    ExperimentTable experiments, WorkspaceTotals counts, Func<string, ColumnTable> columnsOf)
{
    private readonly ChunkedArray<RunHead> heads = new();
    private int activeCount;
    private long countedAt = -1;

    public RunningRuns Running { get; } = new();

    /// <summary>
    /// The number of runs that are running and not deleted. Kept while runs change, and counted again after an
    /// experiment was deleted or restored. For the writing thread.
    /// </summary>
    public int ActiveCount
    {
        get
        {
            if (countedAt == experiments.Moves) return activeCount;
            activeCount = Running.All.Count(run => IsActive(run.Number));
            countedAt = experiments.Moves;
            return activeCount;
        }
    }

    public ref readonly RunHead this[int number] => ref heads[number];

    /// <summary>Whether a run is running and not deleted.</summary>
    public bool IsActive(int number) =>
        Running.TryGetLastWrite(number, out _) && heads[number].Experiment is { } runs
        && StageOf(number, experiments.Find(runs.Name)) == LifecycleStage.Active;

    /// <summary>Returns a function that gives the stage of a run of an experiment, by its number.</summary>
    public Func<int, LifecycleStage> StagesIn(ColumnTable runs)
    {
        var experiment = experiments.Find(runs.Name);
        return number => StageOf(number, experiment);
    }

    public long StartTimeAt(int number) => Volatile.Read(ref heads[number].StartTime);

    public void Set(int number, StoredRunHead stored, long lastWrite)
    {
        heads.Grow(number);
        ref var head = ref heads[number];
        if (IsActive(number)) activeCount--;
        Running.Set(number, stored.IsRunning, lastWrite);
        var hasMoved = (head.Stage, head.ExperimentMoves) != (stored.Stage, stored.ExperimentMoves);
        (head.StartTime, head.Stage, head.ExperimentMoves, head.IsLinked) =
            (stored.StartTime, stored.Stage, stored.ExperimentMoves, stored.IsLinked);
        if (head.Experiment is { } runs)
        {
            runs.Changed(head.Row);
            if (hasMoved) runs.AddDeparture();
        }
        else
        {
            // The row last: a search that finds it reads the head.
            head.Experiment = columnsOf(stored.ExperimentId);
            head.Row = head.Experiment.Add(number);
            counts.Add(stored.ExperimentId, 1);
        }

        if (IsActive(number)) activeCount++;
    }

    /// <summary>Removes a run from its experiment's columns, and returns those.</summary>
    public ColumnTable Remove(int number)
    {
        ref var head = ref heads[number];
        if (IsActive(number)) activeCount--;
        var runs = head.Experiment!;
        var wasLive = StageOf(number, experiments.Find(runs.Name)) == LifecycleStage.Active;
        runs.Remove(head.Row);
        counts.Add(runs.Name, -1);
        if (wasLive) runs.AddDeparture();
        Running.Set(number, false, 0);
        head.Experiment = null;
        return runs;
    }

    /// <summary>Frees the memory of a removed run and of the others in its chunk.</summary>
    public void Free(int number) => heads.Free(number);

    private LifecycleStage StageOf(int number, Experiment? experiment) =>
        experiment is null || heads[number].ExperimentMoves == experiment.Moves
            ? heads[number].Stage
            : experiment.LifecycleStage;
}
