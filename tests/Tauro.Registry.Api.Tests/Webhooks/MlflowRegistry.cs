using System.Text.Json;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests.Webhooks;

/// <summary>A registry of its own, without a gateway, so that a test may set it up and start it again.</summary>
public sealed class MlflowRegistry(RegistryHost host) : MlflowRegistryClient, IAsyncDisposable
{
    public RegistryHost Host => host;

    public static async Task<MlflowRegistry> Start(params (string Key, string Value)[] settings) =>
        new(await RegistryHost.Start(null, settings));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    protected override Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body) =>
        host.Send(method, path, body);
}
