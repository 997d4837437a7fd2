namespace Tauro.Contracts;

/// <summary>The effect of a limit on the number of things beyond it.</summary>
public enum LimitAction
{
    /// <summary>More are accepted, with a warning in the response.</summary>
    Warn,

    /// <summary>More are refused.</summary>
    Refuse,
}
