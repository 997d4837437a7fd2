using System.Text.Json;
using Microsoft.Playwright;

namespace Tauro.Pages;

/// <summary>The browser's trace, of which tasks of the page's main thread above 50 ms are counted.</summary>
internal sealed class Trace(ICDPSession session) : IAsyncDisposable
{
    private const double LongTask = 50_000;
    private readonly List<double> tasks = [];
    private readonly TaskCompletionSource ended = new();

    public static async Task<Trace> Start(Tab tab)
    {
        var trace = new Trace(tab.Session);
        tab.Session.Event("Tracing.dataCollected").OnEvent += trace.Collect;
        tab.Session.Event("Tracing.tracingComplete").OnEvent += trace.Complete;
        await tab.Session.SendAsync("Tracing.start", new Dictionary<string, object>
        {
            ["transferMode"] = "ReportEvents", ["categories"] = "-*,disabled-by-default-devtools.timeline,toplevel",
        });
        return trace;
    }

    public async Task<int> Stop()
    {
        await session.SendAsync("Tracing.end");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return tasks.Count(duration => duration > LongTask);
    }

    public ValueTask DisposeAsync()
    {
        session.Event("Tracing.dataCollected").OnEvent -= Collect;
        session.Event("Tracing.tracingComplete").OnEvent -= Complete;
        return ValueTask.CompletedTask;
    }

    private void Collect(object? sender, JsonElement? data)
    {
        foreach (var entry in data!.Value.GetProperty("value").EnumerateArray())
        {
            if (entry.GetProperty("name").GetString() is "RunTask" or "ThreadControllerImpl::RunTask"
                && entry.TryGetProperty("dur", out var duration)) tasks.Add(duration.GetDouble());
        }
    }

    private void Complete(object? sender, JsonElement? data) => ended.TrySetResult();
}
