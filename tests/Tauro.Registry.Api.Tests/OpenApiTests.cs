using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.Registry.Api.Tests;

public sealed class OpenApiTests : IAsyncLifetime
{
    private RegistryHost service = null!;

    public async ValueTask InitializeAsync() => service = await RegistryHost.Start();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_document_is_the_one_in_the_repository()
    {
        var document = JsonNode.Parse(
            await service.Http.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Indented) + "\n";
        var snapshot = Path.Combine(Folder(), "openapi.snapshot.json");
        if (Environment.GetEnvironmentVariable("TAURO_SNAPSHOTS") == "write") File.WriteAllText(snapshot, document);
        Assert.True(File.Exists(snapshot), "There is no snapshot yet; run with TAURO_SNAPSHOTS=write.");
        Assert.True(document == File.ReadAllText(snapshot),
            "The API is no longer what openapi.snapshot.json says. When that is meant, run with "
            + "TAURO_SNAPSHOTS=write.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_types()
    {
        var document = JsonNode.Parse(await service.Http.GetStringAsync("/openapi/v1.json"))!;
        var operations = (from path in document["paths"]!.AsObject()
                          where path.Key.StartsWith("/api/", StringComparison.Ordinal)
                          from operation in path.Value!.AsObject()
                          select (What: $"{operation.Key} {path.Key}", Operation: operation.Value!)).ToList();

        Assert.InRange(operations.Count, 29, 100);
        foreach (var (what, operation) in operations)
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{what} has no summary.");
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["operationId"]), $"{what} has no name.");
            var success = operation["responses"]!.AsObject().First(response => response.Key[0] == '2');
            Assert.True(success.Key == "204" || HasSchema(success.Value!), $"{what} does not say what it answers.");
            if (operation["requestBody"] is { } body)
                Assert.True(HasSchema(body), $"{what} does not say what it takes.");
        }
    }

    [Fact]
    public void Every_endpoint_states_its_authorization()
    {
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.All(endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null,
            $"{endpoint.RoutePattern.RawText} says neither who may use it nor that anyone may."));
    }

    private static bool HasSchema(JsonNode part) =>
        part["content"] is JsonObject { Count: > 0 } content && content.All(type => type.Value!["schema"] is not null);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
