using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>Keeps the last log lines, which are printed when a test fails.</summary>
internal sealed class RecentLog : ILoggerProvider
{
    private const int LinesMax = 3_000;

    private readonly ConcurrentQueue<string> lines = [];

    public string Text => string.Join('\n', lines);

    public void Add(string line)
    {
        lines.Enqueue(line);
        if (lines.Count > LinesMax) lines.TryDequeue(out _);
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        // The lines are still needed after the application is disposed.
    }

    private sealed class Category(RecentLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Add($"{logLevel} {name}: {formatter(state, exception)} {exception}");
        }
    }
}
