using System.Text.Json;
using Tauro.TestServers;

namespace Tauro.Mlflow.Tests.Registry;

/// <summary>The registry behind the gateway.</summary>
public sealed class MlflowRegistry : MlflowRegistryClient
{
    private readonly Suite suite;

    private MlflowRegistry(Suite suite) => this.suite = suite;

    /// <summary>Returns an empty registry.</summary>
    public static async Task<MlflowRegistry> CreateEmpty(Suite suite)
    {
        await suite.Reset();
        return new(suite);
    }

    protected override Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body) =>
        suite.Send(method, path, body);
}
