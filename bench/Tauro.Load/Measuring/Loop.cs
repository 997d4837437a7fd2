using System.Diagnostics;
using Tauro.Load.Scenarios;

namespace Tauro.Load.Measuring;

/// <summary>Sends a step repeatedly.</summary>
public sealed class Loop
{
    private const int ErrorsMax = 50;
    private const int WarmUpSteps = 10;
    private static readonly TimeSpan WarmUpMax = TimeSpan.FromSeconds(3);

    private readonly Step step;
    private readonly int clients;
    private long started;
    private long sent;
    private long next;
    private long errors;
    private string? firstError;

    public Loop(Step step, int clients) => (this.step, this.clients) = (step, clients);

    /// <summary>The latencies of the successful steps. May be replaced while the loop runs.</summary>
    public Latencies Latencies { get; set; } = new();

    public long Errors => Volatile.Read(ref errors);

    public string? FirstError => firstError;

    /// <summary>The number of successful steps, including those of the warm-up.</summary>
    public long Sent => Volatile.Read(ref sent);

    public TimeSpan Elapsed { get; private set; }

    /// <summary>Sends steps without recording them, so that connections are open and code is compiled.</summary>
    public async Task WarmUp()
    {
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var i = 0; i < WarmUpSteps && Stopwatch.GetElapsedTime(since) < WarmUpMax; i++)
            {
                await step.Send(client, Interlocked.Increment(ref next) - 1);
                Interlocked.Increment(ref sent);
            }
        }));
        Latencies = new Latencies();
    }

    /// <summary>Each client sends its next request after the response to its last one.</summary>
    public Task RunClosed(TimeSpan duration, long timesMax = long.MaxValue) => Run(async (client, since) =>
    {
        for (long left; (left = Interlocked.Increment(ref started)) <= timesMax;)
        {
            var begun = Stopwatch.GetElapsedTime(since);
            if (begun >= duration || !await Try(client, since, begun)) return;
        }
    });

    /// <summary>
    /// Requests start when they are due, regardless of how slow the responses are, like those of many users. If no
    /// client is free, a request waits for one, and its latency is measured from when it was due. A pause of the server
    /// therefore counts for every request that was due during it, not only for the few that were in progress.
    /// </summary>
    public Task RunOpen(TimeSpan duration, double rate) => Run(async (client, since) =>
    {
        while (true)
        {
            var due = TimeSpan.FromSeconds((Interlocked.Increment(ref started) - 1) / rate);
            if (due >= duration) return;
            // Delays are rounded up to milliseconds: a request starts up to 1 ms late, which its latency includes.
            if (due - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } early) await Task.Delay(early);
            if (!await Try(client, since, due)) return;
        }
    });

    private async Task Run(Func<int, long, Task> client)
    {
        started = 0;
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(number => Task.Run(() => client(number, since))));
        Elapsed = Stopwatch.GetElapsedTime(since);
    }

    private async Task<bool> Try(int client, long since, TimeSpan begun)
    {
        try
        {
            await step.Send(client, Interlocked.Increment(ref next) - 1);
            Latencies.Record(Stopwatch.GetElapsedTime(since) - begun);
            Interlocked.Increment(ref sent);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException
            or InvalidDataException)
        {
            Interlocked.CompareExchange(ref firstError, e.Message, null);
            return Interlocked.Increment(ref errors) < ErrorsMax;
        }
    }
}
