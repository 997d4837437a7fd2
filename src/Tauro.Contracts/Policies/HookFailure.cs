namespace Tauro.Contracts.Policies;

/// <summary>The effect of a failed hook on a change.</summary>
public enum HookFailure
{
    /// <summary>The change is refused.</summary>
    Refuse,

    /// <summary>The hook counts as passed.</summary>
    Allow,
}
