extern alias identity;
extern alias registry;
extern alias tracking;

using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Gateway.Routing;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Reference;

public sealed class ApiDocumentTests
{
    private const string Variable = "TAURO_SNAPSHOTS";

    private static readonly Lazy<Task<JsonObject>> Tracking = new(ServedDocument<tracking::Program>.Get);
    private static readonly Lazy<Task<JsonObject>> Registry = new(ServedDocument<registry::Program>.Get);

    private static readonly Lazy<Task<JsonObject>> Identity = new(ServedDocument<identity::Program>.Get);

    [Fact]
    public async Task The_document_matches_what_the_services_serve()
    {
        var served = DocumentMerge.Merge(await Tracking.Value, await Registry.Value, await Identity.Value);

        if (Environment.GetEnvironmentVariable(Variable) == "update") await File.WriteAllTextAsync(Snapshot(), served);
        Assert.True(File.Exists(Snapshot()) && served == await File.ReadAllTextAsync(Snapshot()),
            $"The API differs from {Snapshot()}. If that is intended, update the file with "
            + $"`{Variable}=update dotnet run eng/test.cs -- --only Gateway`.");
    }

    [Fact]
    public async Task Every_path_goes_to_the_service_that_serves_it()
    {
        foreach (var path in DocumentMerge.Paths(await Tracking.Value))
            Assert.Contains(RouteTable.Owners, owner => Owns(owner, path) && owner.Service == RouteTable.Tracking);
        foreach (var path in DocumentMerge.Paths(await Registry.Value))
            Assert.Contains(RouteTable.Owners, owner => Owns(owner, path) && owner.Service == RouteTable.Registry);
        foreach (var path in DocumentMerge.Paths(await Identity.Value))
            Assert.Contains(RouteTable.Owners, owner => Owns(owner, path) && owner.Service == RouteTable.Identity);
    }

    [Fact]
    public async Task Every_type_of_the_API_is_in_the_contracts()
    {
        await using var gateway = RunningGateway.Start(null, null);
        Assert.Empty(ApiContracts.TypesElsewhere(gateway.Services.GetRequiredService<EndpointDataSource>()));
    }

    [Fact]
    public void A_type_outside_the_contracts_is_found()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapPost("/odd", Problem (Page<HttpStatusCode> known, CancellationToken cancel) => null!);
        app.MapPost("/odder", Task<Page<Ownership>> (Problem problem) => null!);

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.Single();

        Assert.Equal([$"/odder uses {typeof(Ownership)}."], ApiContracts.TypesElsewhere(endpoints));
    }

    [Fact]
    public async Task The_complete_document_is_served_without_any_service()
    {
        await using var gateway = RunningGateway.Start(null, null);

        using var response = await gateway.Http.GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(BuiltIn(), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_document_is_compressed_on_request_and_not_sent_to_a_client_that_has_it()
    {
        await using var gateway = RunningGateway.Start(null, null);
        using var plain = await gateway.Http.GetAsync("/openapi/v1.json");

        using var compressed = await Get(gateway, "Accept-Encoding", "br;q=0.5, gzip");
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], compressed.Headers.Vary);
        Assert.NotEqual(plain.Headers.ETag, compressed.Headers.ETag);
        using var json = new MemoryStream();
        var content = await compressed.Content.ReadAsStreamAsync();
        await using (var gzip = new GZipStream(content, CompressionMode.Decompress)) await gzip.CopyToAsync(json);
        Assert.Equal(BuiltIn(), json.ToArray());

        using var refused = await Get(gateway, "Accept-Encoding", "gzip;q=0");
        Assert.Empty(refused.Content.Headers.ContentEncoding);
        using var known = await Get(gateway, "If-None-Match", plain.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    private static async Task<HttpResponseMessage> Get(RunningGateway gateway, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        return await gateway.Http.SendAsync(request);
    }

    private static bool Owns(Ownership owner, string path) =>
        path == owner.Path || path.StartsWith(owner.Path + "/", StringComparison.Ordinal);

    private static byte[] BuiltIn()
    {
        using var resource = typeof(RouteTable).Assembly.GetManifestResourceStream("openapi.json")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    private static string Snapshot([CallerFilePath] string path = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/reference/openapi.json"));
}
