namespace Tauro.Stores.Access;

/// <summary>Remembers what a service reports to the gateway about a request.</summary>
public sealed class RequestNote
{
    /// <summary>Why the principal may not see what the request names; null if it may.</summary>
    public string? HiddenBecause { get; set; }

    /// <summary>The metric points that the request has written.</summary>
    public int Points { get; set; }
}
