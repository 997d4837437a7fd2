using System.ComponentModel.DataAnnotations;

namespace Tauro.Events;

/// <summary>The limits of the relay, the followers and the consumers. Section <c>Tauro:Bus</c>.</summary>
public sealed class BusOptions
{
    public const string Section = "Tauro:Bus";

    /// <summary>The number of events that the relay reads and publishes at a time. Default 200.</summary>
    [Range(1, 1_000)]
    public int BatchEventsMax { get; set; } = 200;

    /// <summary>The number of events in flight to RabbitMQ, each with a different subject. Default 64.</summary>
    [Range(1, 1_000)]
    public int WindowEventsMax { get; set; } = 64;

    /// <summary>
    /// The number of events published to RabbitMQ per second, in at most a fifth of the time. A publish costs more than
    /// the request that caused it, and a broker with publisher confirms costs more than both. While a full batch waits
    /// in the log, only the time counts, and half of it may be used. Default 1,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int EventsPerSecondMax { get; set; } = 1_000;

    /// <summary>
    /// How long a follower may go without saving its cursor. Saving is a durable commit, so it is not done per event; a
    /// crash repeats at most the events that were published or consumed within this time. Default 1 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CursorInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long RabbitMQ may take to confirm one event. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause after a failure; each further one is twice as long. Default 0.25 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BackoffMin { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause after a failure. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a service asks RabbitMQ whether its queues have consumers. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a service that can connect to RabbitMQ may be without a working bus or a consumer before it restarts
    /// its bus. Default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RestartAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of unacknowledged messages that RabbitMQ delivers to a consumer. Default 32.</summary>
    [Range(1, 1_000)]
    public int PrefetchCount { get; set; } = 32;

    /// <summary>The number of attempts before an event is moved to the dead list. Default 5.</summary>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 5;

    /// <summary>The first pause between attempts. Default 0.2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryMin { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between attempts. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan RetryMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The number of further attempts while the store is full or unavailable, which is not caused by the message. Then
    /// the message goes back to its carrier, which delivers it again. With pauses of up to 30 s, the default of 40
    /// takes about 18 minutes, within the 30 minutes that RabbitMQ allows an unacknowledged message.
    /// </summary>
    [Range(0, 50)]
    public int StoreAttemptsMax { get; set; } = 40;

    /// <summary>Creates the settings of a follower with this name.</summary>
    internal FollowerSettings ToSettings(string name) => new(name, CursorInterval, BackoffMin, BackoffMax);
}
