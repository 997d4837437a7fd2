using System.Text.Json;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests.Webhooks;

/// <summary>A registry for one test, without a gateway, so that the test can configure and restart it.</summary>
public sealed class MlflowRegistry(RegistryHost host) : MlflowRegistryClient, IAsyncDisposable
{
    public RegistryHost Host => host;

    public static async Task<MlflowRegistry> Start(params (string Key, string Value)[] settings) =>
        new(await RegistryHost.Start(null, settings));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    protected override Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body) =>
        host.Send(method, path, body);
}
