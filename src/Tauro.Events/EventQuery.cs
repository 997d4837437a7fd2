using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Tauro.Events;

/// <summary>The query parameters that select events.</summary>
internal readonly record struct EventQuery
{
    /// <summary>Types of events; without any, all.</summary>
    [FromQuery(Name = "type")]
    [Description("A type of events, for example tauro.run.ended; may be repeated.")]
    public string[]? Types { get; init; }

    /// <summary>A subject; events of resources below it match too.</summary>
    [FromQuery(Name = "subject")]
    [Description("A resource, for example models/fraud; events of resources below it match too.")]
    public string? Subject { get; init; }

    /// <summary>The earliest time.</summary>
    [FromQuery(Name = "since")]
    [Description("The earliest time, as Unix milliseconds or in RFC 3339.")]
    public string? Since { get; init; }

    /// <summary>The time before which the events were committed.</summary>
    [FromQuery(Name = "until")]
    [Description("The time before which the events were committed, as Unix milliseconds or in RFC 3339.")]
    public string? Until { get; init; }
}
