using System.Text.Json;
using System.Text.RegularExpressions;
using Tauro.Contracts.Models;

namespace Tauro.Registry.Api.Tests.Policies;

/// <summary>Runs the example of docs/reference/policies.md.</summary>
public sealed class PolicyPageTests
{
    [Fact]
    public async Task The_example_of_the_page_works_as_it_says()
    {
        await using var registry = await RegistryHost.Start();
        var page = await File.ReadAllTextAsync(Path.Combine(FindRoot(), "docs", "reference", "policies.md"));
        var policy = Block("json").Match(page).Groups["code"].Value;
        var (approvalId, requests) = ("", 0);
        foreach (var request in Block("http").Matches(page)
            .SelectMany(block => block.Groups["code"].Value.Trim().Split("\n\n")))
        {
            var lines = request.Split('\n');
            var (method, path) = (lines[0].Split(' ')[0], lines[0].Split(' ')[1].Replace("{approval_id}", approvalId));
            var json = JsonDocument.Parse(lines[1] == "< policy.json" ? policy : lines[1]).RootElement;
            var (status, body) = await registry.Send(new HttpMethod(method), path, json);
            Assert.True(
                lines is [_, _, var expected] ? $"{status}" == expected : status is 200 or 201,
                $"{request}: {status} {body}");
            if (body.TryGetProperty("approval_id", out var id)) approvalId = id.GetString()!;
            requests++;
        }

        Assert.Equal(8, requests);
        Assert.Equal(ModelStage.Production, (await registry.Version("fraud", 1)).Stage);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tauro.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static Regex Block(string language) =>
        new($"^```{language}\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline);
}
