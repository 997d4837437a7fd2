using System.Text.Json;
using Microsoft.Playwright;

namespace Tauro.Pages;

/// <summary>The browser's trace, of which the tasks of main threads of pages above 50 ms are counted.</summary>
internal sealed class Trace(ICDPSession session) : IAsyncDisposable
{
    private const double LongTaskMicroseconds = 50_000;

    private readonly List<(string Thread, double Duration)> tasks = [];
    private readonly HashSet<string> mainThreads = [];
    private readonly TaskCompletionSource ended = new();

    public static async Task<Trace> Start(Tab tab)
    {
        var trace = new Trace(tab.Session);
        tab.Session.Event("Tracing.dataCollected").OnEvent += trace.Collect;
        tab.Session.Event("Tracing.tracingComplete").OnEvent += trace.Complete;
        await tab.Session.SendAsync("Tracing.start", new Dictionary<string, object>
        {
            ["transferMode"] = "ReportEvents", ["categories"] = "-*,disabled-by-default-devtools.timeline,__metadata",
        });
        return trace;
    }

    public async Task<int> Stop()
    {
        await session.SendAsync("Tracing.end");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return tasks.Count(task => mainThreads.Contains(task.Thread) && task.Duration > LongTaskMicroseconds);
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
            var thread = $"{entry.GetProperty("pid")}/{entry.GetProperty("tid")}";
            var name = entry.GetProperty("name").GetString();
            if (name == "RunTask" && entry.TryGetProperty("dur", out var duration))
                tasks.Add((thread, duration.GetDouble()));
            else if (name == "thread_name" && $"{entry.GetProperty("args").GetProperty("name")}" == "CrRendererMain")
                mainThreads.Add(thread);
        }
    }

    private void Complete(object? sender, JsonElement? data) => ended.TrySetResult();
}
