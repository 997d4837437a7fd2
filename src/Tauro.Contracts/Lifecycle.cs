namespace Tauro.Contracts;

/// <summary>Whether an experiment or run is in use or deleted; deleted ones can be restored.</summary>
public enum LifecycleStage
{
    Active,
    Deleted,
}

/// <summary>Which lifecycle stages a search takes in. The default is active ones only.</summary>
public enum LifecycleView
{
    ActiveOnly,
    DeletedOnly,
    All,
}
