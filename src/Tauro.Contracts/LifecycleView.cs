namespace Tauro.Contracts;

/// <summary>Which lifecycle stages a search takes in. The default is active ones only.</summary>
public enum LifecycleView
{
    ActiveOnly,
    DeletedOnly,
    All,
}
