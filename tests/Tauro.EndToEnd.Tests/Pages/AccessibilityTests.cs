using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The rules of axe-core on every page, in both themes.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class AccessibilityTests(EmbeddedStack stack, Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Serious = ["serious", "critical"];

    // The other rules do not depend on the theme, and take most of the time.
    private static readonly AxeRunOptions ColorsOnly = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    private TauroApi Api => stack.Stack.Api;

    [Theory]
    [InlineData("light"), InlineData("dark")]
    public async Task No_page_has_a_serious_finding(string theme)
    {
        var paths = await Fill();
        await using var tab = await browser.Open(Api.Address);
        await tab.Page.Context.AddCookiesAsync(
            [new Cookie { Name = "tauro-theme", Value = theme, Url = Api.Address.ToString() }]);

        List<string> findings = [];
        foreach (var path in paths)
        {
            await tab.GoTo(path);
            Assert.Equal(theme, await tab.Page.Locator("html").GetAttributeAsync("data-theme"));
            var result = await tab.Page.RunAxe(theme == "dark" ? ColorsOnly : null);
            Assert.NotEmpty(result.Passes);
            findings.AddRange(
                from violation in result.Violations
                where Serious.Contains(violation.Impact)
                from node in violation.Nodes
                select $"{path}: {violation.Id}: {violation.Help}: {node.Html}");
        }

        Assert.Empty(findings);
    }

    private async Task<IReadOnlyList<string>> Fill()
    {
        var experiment = await Api.CreateExperiment($"accessible {Guid.NewGuid():N}");
        List<Run> runs = [];
        foreach (var name in new[] { "first", "second" })
        {
            var run = await Api.StartRun(new NewRun(
                experiment.ExperimentId, name,
                Params: new Dictionary<string, string> { ["lr"] = name, ["depth"] = $"{name.Length}" },
                Tags: new Dictionary<string, string> { ["team"] = "risk" }));
            await Api.Log(run.RunId, new RunBatch(Metrics: [new MetricPoint("loss", 1, 1), new("loss", 2, 2, 1)]));
            runs.Add(run);
        }

        // No HTML: axe-core waits forever for a frame in which no script runs.
        (string, string)[] files = [("notes.md", "# A\n\n|a|\n|-|\n|1|"), ("data.csv", "a\n1")];
        foreach (var (file, content) in files)
        {
            using var saved = await Api.Http.PutAsync(
                $"/api/v1/runs/{runs[0].RunId}/artifacts/{file}", new StringContent(content));
            Assert.True(saved.IsSuccessStatusCode);
        }

        var model = $"accessible-{Guid.NewGuid():N}";
        await Api.Send<RegisteredModel>(HttpMethod.Post, "/api/v1/models", new { name = model });
        var versions = $"/api/v1/models/{model}/versions";
        await Api.Send<ModelVersion>(
            HttpMethod.Post, versions, new { artifact_mode = "NONE", source_run_id = $"{runs[0].RunId}" });
        await Api.Send<ModelVersion>(HttpMethod.Post, $"{versions}/1/stage", new { stage = "PRODUCTION" });
        var table = $"/experiments/{experiment.ExperimentId}";
        return
        [
            "/", "/experiments", "/experiments?name=there-is-none", table, $"{table}?q=metrics.loss << 1",
            $"{table}?q=metrics.loss > 9", $"{table}?deleted=true", $"/runs/{runs[0].RunId}",
            $"/compare?run_id={runs[0].RunId}&run_id={runs[1].RunId}", "/compare", "/models", $"/models/{model}",
            $"/models/{model}/versions/1", "/system", "/runs/there-is-none", $"{table}?pick=true", $"{table}?tree=true",
            $"{table}?group=params.lr", $"{table}?base={runs[0].RunId}", $"{table}?unsaved=true",
            $"{table}?deleted_now=runs/{runs[0].RunId}", $"/models/{model}/versions/1?stage=STAGING", "/search?q=first",
            "/approvals", "/settings", $"/runs/{runs[0].RunId}/artifacts/notes.md",
            $"/runs/{runs[0].RunId}/artifacts/data.csv", $"/models/{model}/diff/1/1",
            .. await FilledPages.Fill(Api, experiment.ExperimentId, "accessible"),
            $"{table}/charts", $"{table}/charts?q=metrics.loss > 9", $"{table}/charts?smooth=much",
            $"{table}/parallel", $"{table}/scatter", $"{table}/scatter?q=metrics.loss > 9",
        ];
    }
}
