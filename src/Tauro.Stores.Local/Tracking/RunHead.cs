using Tauro.Contracts;
using Tauro.Stores.Local.Columns;

namespace Tauro.Stores.Local.Tracking;

/// <summary>What is always in memory of a run.</summary>
internal struct RunHead
{
    /// <summary>The rows of the run's experiment.</summary>
    public ColumnTable? Experiment;

    /// <summary>The row of the run among them.</summary>
    public int Row;

    /// <summary>Unix milliseconds.</summary>
    public long StartTime;

    public LifecycleStage Stage;

    /// <summary>See <see cref="Contracts.Runs.Run.ExperimentMoves"/>.</summary>
    public int ExperimentMoves;

    /// <summary>Whether the run may have model versions.</summary>
    public bool IsLinked;
}
