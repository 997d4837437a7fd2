namespace Tauro.Contracts;

/// <summary>What happens beyond a limit on the number of things.</summary>
public enum LimitAction
{
    /// <summary>More are accepted, with a warning in the response.</summary>
    Warn,

    /// <summary>More are refused.</summary>
    Refuse,
}
