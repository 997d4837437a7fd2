namespace Tauro.Contracts;

/// <summary>Whether an experiment or run is in use or deleted; deleted ones can be restored.</summary>
public enum LifecycleStage
{
    Active,
    Deleted,
}
