namespace Tauro.Contracts.Traces;

/// <summary>How the traced operation stands.</summary>
public enum TraceState
{
    StateUnspecified,
    Ok,
    Error,
    InProgress,
}
