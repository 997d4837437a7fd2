namespace Tauro.Contracts.Runs;

/// <summary>Where a run stands. <see cref="Completed"/> is MLflow's <c>FINISHED</c>.</summary>
public enum RunStatus
{
    Running,
    Scheduled,
    Completed,
    Failed,
    Killed,
}
