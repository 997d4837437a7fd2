using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>A stack with embedded defaults, shared by tests that do not break it.</summary>
public sealed class EmbeddedStack : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();

    public Stack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await HostedStack.Start(data.Path);

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        data.Dispose();
    }
}
