using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tauro.Gateway.Tests;

/// <summary>Records what a gateway logs.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentQueue<Line> lines = [];

    public IReadOnlyCollection<Line> Lines => [.. lines];

    public async Task WaitFor(string value, TimeSpan timeout)
    {
        using var stop = new CancellationTokenSource(timeout);
        while (!lines.Any(line => line.Text.Contains(value, StringComparison.Ordinal)))
        {
            Assert.False(stop.IsCancellationRequested, $"'{value}' is not in:\n{string.Join('\n', lines)}");
            await Task.Delay(PollInterval);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Log(categoryName, lines);

    public void Dispose()
    {
    }

    internal sealed record Line(string Category, LogLevel Level, string Text, Exception? Failure);

    private sealed class Log(string category, ConcurrentQueue<Line> lines) : ILogger
    {
        IDisposable? ILogger.BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel level, EventId id, TState state, Exception? failure,
            Func<TState, Exception?, string> value) =>
            lines.Enqueue(new Line(category, level, value(state, failure), failure));
    }
}
