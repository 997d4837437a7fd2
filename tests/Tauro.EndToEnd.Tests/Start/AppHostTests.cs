using System.Text.Json;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Start;

/// <summary>Features of an Aspire AppHost other than starting the stack.</summary>
public sealed class AppHostTests
{
    [Fact]
    public async Task The_manifest_lists_services_and_servers_and_starts_nothing()
    {
        using var data = new TemporaryFolder();
        await using var process = ServerProcess.Start(
            Built.Program("Tauro.AppHost"), ["--publisher", "manifest", "--output-path", data["manifest.json"]],
            new Dictionary<string, string> { ["TAURO_MLOPS_PATH"] = data["none"] });

        Assert.Equal(0, await process.ExitCode());
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(data["manifest.json"]));
        var resources = manifest.RootElement.GetProperty("resources").EnumerateObject()
            .ToDictionary(r => r.Name, r => r.Value.GetProperty("type").GetString()!);
        Assert.All(["tracking", "registry", "gateway"], name => Assert.StartsWith("project.", resources[name]));
        Assert.All(["redis", "rabbitmq"], name => Assert.StartsWith("container.", resources[name]));
        Assert.False(Directory.Exists(data["none"]));
    }
}
