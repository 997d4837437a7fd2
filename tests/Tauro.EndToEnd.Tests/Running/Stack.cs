using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>The whole stack, started by the AppHost, with a data folder that outlives it.</summary>
public abstract class Stack(string data, Uri gateway) : IAsyncDisposable
{
    /// <summary>A start by <c>dotnet run</c> builds first, and RabbitMQ takes 10 s on an idle machine.</summary>
    protected static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(5);

    public string Data => data;

    public TauroApi Api { get; } = new(gateway);

    /// <summary>What the AppHost, and in a test's own process the services too, have logged.</summary>
    public abstract string Output { get; }

    /// <summary>Stops it as Ctrl-C does. None of its processes is left.</summary>
    public abstract Task Stop();

    public virtual ValueTask DisposeAsync()
    {
        Api.Dispose();
        return ValueTask.CompletedTask;
    }

    protected async Task Ready(Func<bool> hasEnded)
    {
        try
        {
            await Eventually.True(
                async () => hasEnded() || await Api.IsReady(), "the stack is ready", StartDeadline);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message}\n{Output}", late);
        }

        if (hasEnded()) throw new InvalidOperationException($"The AppHost ended:\n{Output}");
    }
}
