namespace Tauro.Contracts.Policies;

/// <summary>What it means for a change that a hook fails.</summary>
public enum HookFailure
{
    /// <summary>The change is refused.</summary>
    Refuse,

    /// <summary>The hook counts as passed.</summary>
    Allow,
}
