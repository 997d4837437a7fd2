using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>Starts a service as it ships, to get the OpenAPI document that it serves.</summary>
internal sealed class ServedDocument<TProgram> : WebApplicationFactory<TProgram> where TProgram : class
{
    private readonly TemporaryFolder folder = new();

    public static async Task<JsonObject> Get()
    {
        await using var service = new ServedDocument<TProgram>();
        using var http = service.CreateClient();
        return JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!.AsObject();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseSetting("TAURO_MLOPS_PATH", folder.Path).UseSetting("Logging:LogLevel:Default", "Warning");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
