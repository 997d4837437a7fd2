using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>One stack on embedded defaults, for the tests that leave it as usable as they found it.</summary>
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
