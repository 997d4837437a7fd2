namespace Tauro.Contracts;

/// <summary>Whether an experiment or run is in use or deleted; deleted ones can be restored.</summary>
public enum LifecycleStage
{
    Active,
    Deleted,
}

/// <summary>The lifecycle stages that a search includes. The default is active only.</summary>
public enum LifecycleView
{
    ActiveOnly,
    DeletedOnly,
    All,
}
