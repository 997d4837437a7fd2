namespace Tauro.Contracts.Events;

/// <summary>The order of events by sequence.</summary>
public enum EventOrder
{
    /// <summary>Oldest first.</summary>
    Asc,

    /// <summary>Newest first.</summary>
    Desc,
}
