using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>A stack that the AppHost has started; its data folder is not deleted with it.</summary>
public abstract class Stack(string data, Uri gateway, string? apiKey = null) : IAsyncDisposable
{
    /// <summary>A start with <c>dotnet run</c> first builds, and RabbitMQ takes 10 s on an idle machine.</summary>
    protected static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(5);

    public string Data => data;

    public TauroApi Api { get; } = new(gateway, apiKey);

    /// <summary>The log of the AppHost and, if it runs in the test process, of the services.</summary>
    public abstract string Output { get; }

    /// <summary>Stops the stack like Ctrl-C does, and waits until all its processes have ended.</summary>
    public abstract Task Stop();

    public virtual ValueTask DisposeAsync()
    {
        Api.Dispose();
        return ValueTask.CompletedTask;
    }

    protected async Task WaitUntilReady(Func<bool> hasEnded)
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
