using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>
/// A stack in processes of its own, with embedded defaults, shared by tests that kill its parts: its start takes much
/// longer than they do. Its gateway holds no requests, so that these see what a kill does.
/// </summary>
public sealed class KillableStack : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();
    private StackProcess? stack;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Returns the stack when it is ready. If its AppHost was killed, starts another on its data.</summary>
    public async Task<StackProcess> GetRunning()
    {
        if (stack is not { HasExited: false })
            return stack = await StackProcess.Start(data.Path, holdsRequests: false);
        await Eventually.True(stack.Api.IsReady, "the shared stack is ready");
        return stack;
    }

    public async ValueTask DisposeAsync()
    {
        if (stack is not null) await stack.DisposeAsync();
        data.Dispose();
    }
}
