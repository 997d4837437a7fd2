namespace Tauro.Events;

/// <summary>The events that are missing between two batches.</summary>
public enum EventGap
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Events that the history no longer keeps.</summary>
    Expired,

    /// <summary>The history was replaced by another one, which is read from its beginning.</summary>
    Replaced,
}
