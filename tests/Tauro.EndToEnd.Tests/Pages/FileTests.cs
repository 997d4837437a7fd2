using System.Net;
using System.Text;
using Microsoft.Playwright;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The files of runs on the pages.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class FileTests(EmbeddedStack stack, Browser browser)
{
    private const string Attack = """
        <p id="said">nothing</p><script>
        let said = "ran";
        try { said += document.cookie; } catch { said += ", no cookies"; }
        try { said += parent.document.title; } catch { said += ", no page around"; }
        fetch("/api/v1/experiments").then(() => said += ", API", () => said += ", no API")
          .then(() => document.getElementById("said").textContent = said);
        </script>
        """;

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task HTML_that_was_logged_runs_no_script_and_on_demand_without_any_rights()
    {
        var run = await Start(("report.html", Attack));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync($"/runs/{run.RunId}/artifacts/report.html");
        await Assertions.Expect(page.FrameLocator("iframe").Locator("#said")).ToHaveTextAsync("nothing");

        await page.GetByRole(AriaRole.Link, new() { Name = "Run them in a frame without any rights" }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("#said"))
            .ToHaveTextAsync("ran, no cookies, no page around, no API");

        // The address of the frame by itself has no more rights.
        await page.GotoAsync($"/frames/runs/{run.RunId}/artifacts/report.html?scripts=true");
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("ran, no cookies, no API");
        using var asked = new HttpRequestMessage(
            HttpMethod.Head, $"/frames/runs/{run.RunId}/artifacts/report.html");
        using var head = await Api.Http.SendAsync(asked);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("notes.md", "# Title\n\n*good*", "em", "good")]
    [InlineData("data.csv", "name,loss\n\"a, b\",0.5\n", "td >> nth=0", "a, b")]
    [InlineData("x.json", "{\"a\":[1]}", "pre", "{\n  \"a\": [\n    1\n  ]\n}")]
    [InlineData("train.log", "line 1\n<b>line 2</b>", "pre", "line 1\n<b>line 2</b>")]
    [InlineData(
        "n.ipynb", """{"cells":[{"cell_type":"code","source":["print(1)"],"outputs":[{"text":["1"]}]}]}""", ".source",
        "print(1)")]
    public async Task A_file_is_shown_as_what_it_is(string name, string content, string selector, string expected)
    {
        var run = await Start((name, content));
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);

        await tab.Page.GotoAsync($"/runs/{run.RunId}");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();

        Assert.Equal(expected, await tab.Page.Locator($"main {selector}").First.TextContentAsync());
    }

    [Fact]
    public async Task Odd_files_have_a_page_too()
    {
        var run = await Start(
            ("empty.txt", ""), ("broken.json", "{"), ("broken.ipynb", "{\"cells\":3}"), ("folder/x.bin", "\0"));

        foreach (var (path, status) in new[]
                 {
                     ("artifacts/empty.txt", HttpStatusCode.OK), ("artifacts/broken.json", HttpStatusCode.OK),
                     ("artifacts/broken.ipynb", HttpStatusCode.OK), ("artifacts/folder/x.bin", HttpStatusCode.OK),
                     ("artifacts/folder", HttpStatusCode.Found), ("artifacts/none.txt", HttpStatusCode.NotFound),
                     ("artifacts/none/", HttpStatusCode.NotFound),
                 })
        {
            using var response = await Api.Http.GetAsync($"/runs/{run.RunId}/{path}");
            Assert.True(status == response.StatusCode, $"{path}: {response.StatusCode}");
        }

        using var frame = await Api.Http.GetAsync($"/frames/runs/{run.RunId}/artifacts/broken.json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, frame.StatusCode);
    }

    [Fact]
    public async Task The_palette_goes_to_a_run_with_the_keyboard()
    {
        var run = await Start();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync("/models");
        await page.Locator("command-palette dialog").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(run.Name[..20]);
        await Assertions.Expect(page.Locator(".palette li[aria-selected=true]")).ToContainTextAsync(run.Name);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(run.Name);
        Assert.Empty(tab.Errors);
    }

    private async Task<Run> Start(params (string Path, string Content)[] files)
    {
        var name = $"files-{Guid.NewGuid():N}";
        var experiment = await Api.CreateExperiment(name);
        var run = await Api.StartRun(new NewRun(experiment.ExperimentId, $"run-{Guid.NewGuid():N}"));
        foreach (var (path, content) in files)
        {
            using var response = await Api.Http.PutAsync(
                $"/api/v1/runs/{run.RunId}/artifacts/{path}", new ByteArrayContent(Encoding.UTF8.GetBytes(content)));
            Assert.True(response.IsSuccessStatusCode);
        }

        return run;
    }
}
