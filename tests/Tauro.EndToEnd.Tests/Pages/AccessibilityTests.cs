using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The rules of axe-core on every page, in every theme.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class AccessibilityTests(EmbeddedStack stack, Browser browser)
{
    /// <summary>The number of tabs: while one of them waits for a page, another one uses the CPU.</summary>
    private const int Tabs = 2;

    // Only colors depend on the theme; the other rules take most of the time.
    private const string Check = """
        async theme => {
          document.documentElement.dataset.theme = theme;
          const rules = theme === "light" ? {} : { runOnly: ["color-contrast"] };
          const { passes, violations } = await axe.run({ resultTypes: ["violations"], ...rules });
          if (passes.length === 0) return ["nothing was checked"];
          return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, help, nodes }) => nodes.map(node => `${id}: ${help}: ${node.html}`));
        }
        """;

    private static readonly string AxeCore = new BundledAxeScriptProvider().GetScript();

    // The theme of high contrast has the ground of the system.
    private static readonly (string Theme, ColorScheme System)[] Themes =
    [
        ("light", ColorScheme.Light), ("dark", ColorScheme.Light), ("contrast", ColorScheme.Light),
        ("contrast", ColorScheme.Dark),
    ];

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task No_page_has_a_serious_finding()
    {
        var paths = await Fill();

        var findings = await Task.WhenAll(
            Enumerable.Range(0, Tabs).Select(tab => Find(paths.Where((_, index) => index % Tabs == tab))));

        Assert.Empty(findings.SelectMany(each => each));
    }

    private async Task<IReadOnlyList<string>> Find(IEnumerable<string> paths)
    {
        List<string> findings = [];
        await using var tab = await browser.Open(Api.Address);
        await tab.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await tab.Page.AddInitScriptAsync(AxeCore);
        foreach (var path in paths)
        {
            await tab.GoTo(path);
            foreach (var (theme, system) in Themes)
            {
                await AssertTheme(path, theme);
                await tab.Page.EmulateMediaAsync(new() { ColorScheme = system });
                findings.AddRange((await tab.Page.EvaluateAsync<string[]>(Check, theme))
                    .Select(finding => $"{path} in {theme} on {system}: {finding}"));
            }
        }

        return findings;
    }

    /// <summary>Asserts that a page has the theme that a reader has chosen.</summary>
    private async Task AssertTheme(string path, string theme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", $"tauro-theme={theme}");
        using var response = await Api.Http.SendAsync(request);
        Assert.Contains($"data-theme=\"{theme}\"", await response.Content.ReadAsStringAsync());
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
