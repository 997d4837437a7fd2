using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Pages;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Identity;

/// <summary>The pages of accounts, in a real browser in front of a real stack.</summary>
[Collection(AccountCollection.Name)]
public sealed class AccountPageTests(AccountStack stack, Browser browser)
{
    private const string LongName = "a-name-without-spaces-that-is-longer-than-a-narrow-screen-is-wide-0123456789";

    [Fact]
    public async Task An_ordinary_user_sees_only_what_they_may()
    {
        await using var tab = await SignIn(await stack.CreateUser());
        var page = tab.Page;

        var links = page.Locator(".rail nav a");
        await Assertions.Expect(links).ToHaveTextAsync(["Home", "System"]);
        await Assertions.Expect(page.GetByText("You have no role that lets you read runs")).ToBeVisibleAsync();
        string[] paths =
        [
            "/users", "/service-accounts", "/roles", "/group-rules", "/access", "/audit", "/quotas", "/users/none",
        ];
        foreach (var path in paths)
        {
            var response = await page.GotoAsync(path);
            Assert.Equal(403, response!.Status);
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(
                new Regex("is not an administrator|has no grant for it"));
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Roles" })).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task An_administrator_limits_what_a_workspace_stores()
    {
        var workspace = new WorkspaceName($"team-{Guid.NewGuid():N}");
        await stack.Api.Send<Workspace>(HttpMethod.Post, "/api/v1/workspaces", new NewWorkspace(workspace));
        await using var tab = await SignIn(await stack.CreateUser(isAdmin: true));
        var page = tab.Page;
        await Eventually.True(
            async () => (await page.GotoAsync($"/workspaces/{workspace}/quotas"))!.Status == 200,
            "the gateway knows the workspace");

        await page.GetByLabel("Limit of: Requests a second").FillAsync("0");
        await Click(page, "Save");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("The quota 'requests_per_second' is 0");
        await page.GetByLabel("Limit of: Requests a second").FillAsync("");
        await page.GetByLabel("Limit of: Runs").FillAsync("1");
        await Click(page, "Save");
        await Assertions.Expect(page.GetByLabel("Limit of: Runs")).ToHaveValueAsync("1");

        var experiment = await stack.Api.Send<Experiment>(
            HttpMethod.Post, $"/workspaces/{workspace}/api/v1/experiments", new NewExperiment("plans"));
        var runs = $"/workspaces/{workspace}/api/v1/runs";
        await stack.Api.Send<Run>(HttpMethod.Post, runs, new NewRun(experiment.ExperimentId));
        await Eventually.True(
            async () =>
            {
                using var refused = await stack.Api.Http.PostAsJsonAsync(
                    runs, new NewRun(experiment.ExperimentId), TauroJson.Options);
                return (int)refused.StatusCode == 409
                    && (await refused.Content.ReadAsStringAsync()).Contains("quota_exceeded", StringComparison.Ordinal);
            },
            "the quota is checked");
        await page.ReloadAsync();
        await Assertions.Expect(
            page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Runs" }).GetByRole(AriaRole.Cell).First)
            .Not.ToHaveTextAsync("0");
    }

    [Fact]
    public async Task An_administrator_makes_a_workspace_and_moves_an_experiment_there()
    {
        await using var tab = await SignIn(await stack.CreateUser(isAdmin: true));
        var page = tab.Page;
        var (workspace, name) = ($"team-{Guid.NewGuid():N}", $"plans-{Guid.NewGuid():N}");
        var experiment = await stack.Api.CreateExperiment(name);

        await page.GotoAsync("/workspaces");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("default");
        await Click(page, "Create");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("'default' is reserved");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(workspace);
        await Click(page, "Create");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = workspace })).Not.ToHaveCountAsync(0);
        await Eventually.True(
            async () =>
            {
                await page.GotoAsync($"/experiments/{experiment.ExperimentId}");
                return await page.GetByLabel("To the workspace").CountAsync() == 1;
            },
            "the gateway knows the workspace");
        await page.Locator("summary", new() { HasText = "Move" }).ClickAsync();
        await page.GetByLabel("To the workspace").SelectOptionAsync(workspace);
        await Click(page, "Move");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Experiments");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);

        await page.Locator(".workspaces summary").ClickAsync();
        await page.Locator(".workspaces").GetByRole(AriaRole.Link, new() { Name = workspace }).ClickAsync();
        await Assertions.Expect(page.Locator(".workspaces summary")).ToContainTextAsync(workspace);
        await page.GetByRole(AriaRole.Link, new() { Name = "Experiments", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        Assert.Contains($"/workspaces/{workspace}/experiments/", page.Url, StringComparison.Ordinal);
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}");
        await Assertions.Expect(page.GetByText($"There is no experiment with id '{experiment.ExperimentId}'"))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_administrator_gives_a_user_access_and_sees_why_they_have_it()
    {
        await using var tab = await SignIn(await stack.CreateUser(isAdmin: true));
        var page = tab.Page;
        var (name, roleName) = ($"bob-{Guid.NewGuid():N}", $"science-{Guid.NewGuid():N}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Access", Exact = true }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStack.Password);
        await page.GetByLabel("Password again").FillAsync("another password");
        await Click(page, "Create");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The two passwords differ");
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStack.Password);
        await page.GetByLabel("Password again").FillAsync(AccountStack.Password);
        await Click(page, "Create");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);

        await page.GotoAsync("/roles");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(roleName);
        await Click(page, "Create");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(roleName);
        await page.GetByLabel("Level").SelectOptionAsync("Edit");
        await Click(page, "Add the grant");
        await Assertions.Expect(page.Locator("li", new() { HasText = "Edit on all experiments" })).ToHaveCountAsync(1);
        await page.GetByLabel("Level").SelectOptionAsync("Manage");
        await page.GetByLabel("Only the one with the id").FillAsync("cats");
        await Click(page, "Add the grant");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("resource_pattern is 'cats'");
        await page.GetByLabel("Only the one with the id").FillAsync("17");
        await Click(page, "Add the grant");
        await Assertions.Expect(page.Locator("li", new() { HasText = "Manage on the experiment 17" }))
            .ToHaveCountAsync(1);
        await page.GetByLabel("Name of a user").FillAsync(name);
        await Click(page, "Add the member");
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Why may it do something?" }).ClickAsync();
        await page.GetByLabel("May it").SelectOptionAsync("Update");
        await Click(page, "Explain");
        await Assertions.Expect(page.GetByText($"of the role {roleName}")).ToBeVisibleAsync();
        await page.GetByLabel("May it").SelectOptionAsync("Delete");
        await page.GetByLabel("In the one with the id").FillAsync("17");
        await Click(page, "Explain");
        await Assertions.Expect(page.GetByText("Manage on the experiment 17")).ToBeVisibleAsync();

        await using var other = await SignIn(name);
        var experiments = other.Page.Locator(".rail nav a", new() { HasText = "Experiments" });
        await Assertions.Expect(experiments).ToHaveCountAsync(1);
        await page.GotoAsync("/users");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.Locator("summary", new() { HasText = "Delete" }).ClickAsync();
        await page.GetByLabel("to confirm").FillAsync(name);
        await Click(page, "Delete");
        await page.WaitForAddress("**/users");
        await other.Page.ReloadAsync();
        await other.Page.WaitForAddress("**/sign-in");
    }

    [Fact]
    public async Task A_service_account_gets_a_key()
    {
        await using var tab = await SignIn(await stack.CreateUser(isAdmin: true));
        var page = tab.Page;
        await page.GotoAsync("/service-accounts");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"trainer-{Guid.NewGuid():N}");
        await Click(page, "Create");
        await page.WaitForAddress("**/service-accounts/*");

        await page.GetByLabel("What it is for").FillAsync("nightly");
        await Click(page, "Create the key");

        var secret = await page.Locator(".secret code").TextContentAsync();
        using var api = new TauroApi(stack.Api.Address, secret);
        Assert.True((await api.Http.GetAsync("/api/v1/whoami")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_administrator_reads_the_audit_without_scripts()
    {
        var (admin, user) = (await stack.CreateUser(isAdmin: true), await stack.CreateUser());
        await using (var refused = await SignIn(user)) await refused.Page.GotoAsync("/users");
        await using var plain = await SignIn(admin, hasJavaScript: false);
        var rows = plain.Page.Locator("main tbody tr");

        await Eventually.True(
            async () =>
            {
                await plain.Page.GotoAsync($"/audit?actor={user}&outcome=Refused");
                return await rows.CountAsync() > 0;
            },
            "the refused request is in the audit");
        await Assertions.Expect(rows.First).ToContainTextAsync($"GET: {user}");
        // The browser of the user, not the process that rendered the page.
        await Assertions.Expect(rows.First.Locator("td").Nth(1))
            .ToHaveAttributeAsync("title", new Regex("Mozilla"));
        await plain.Page.GetByLabel("Actor").FillAsync(user);
        await plain.Page.GetByLabel("Outcome").SelectOptionAsync("All");
        await plain.Page.GetByLabel("Action").SelectOptionAsync("Sign in");
        await Click(plain.Page, "Filter");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows.First).ToContainTextAsync("A session has begun.");
    }

    [Fact]
    public async Task No_page_has_a_serious_finding_or_scrolls_to_the_side()
    {
        await using var tab = await browser.Open(stack.Api.Address);
        await tab.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await Axe.AddTo(tab);
        List<string> findings = [];
        findings.AddRange(await Check(tab, "/sign-in"));
        await tab.GoTo("/account");
        await AccountStack.SignIn(tab, await stack.CreateUser(isAdmin: true, LongName));
        await tab.Page.WaitForAddress("**/account");
        await tab.Page.GetByLabel("What it is for").FillAsync(LongName);
        await Click(tab.Page, "Create the key");
        await tab.Page.Locator(".secret code").WaitForAsync();
        await tab.GoTo("/roles");
        await tab.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(LongName);
        await Click(tab.Page, "Create");
        await tab.Page.WaitForAddress("**/roles/*");
        var role = new Uri(tab.Page.Url).AbsolutePath;
        await Click(tab.Page, "Add the grant");
        await tab.GoTo("/users");
        var user = await tab.Page.Locator("main td a").First.GetAttributeAsync("href");

        await stack.Api.Send<Workspace>(
            HttpMethod.Post, "/api/v1/workspaces", new NewWorkspace(new WorkspaceName(new string('w', 63))));
        foreach (var path in new[]
        {
            "/account", "/users", $"/{user}", "/service-accounts", "/roles", role, "/group-rules", "/workspaces",
            "/access", "/audit", "/quotas",
        })
            findings.AddRange(await Check(tab, path));

        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }

    /// <summary>Opens a page; returns its serious findings, and how far it reaches beyond a narrow screen.</summary>
    internal static async Task<IEnumerable<string>> Check(Tab tab, string path)
    {
        await tab.Page.SetViewportSizeAsync(320, 256);
        await tab.GoTo(path);
        var beyond = await tab.Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await tab.Page.SetViewportSizeAsync(1280, 900);
        var findings = await Axe.Find(tab, path);
        return beyond > 0 ? findings.Append($"{path}: {beyond} pixels beyond the screen") : findings;
    }

    private static Task Click(IPage page, string button) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private async Task<Tab> SignIn(string name, bool hasJavaScript = true)
    {
        var tab = await browser.Open(stack.Api.Address, hasJavaScript);
        await tab.GoTo("/");
        await AccountStack.SignIn(tab, name);
        await tab.Page.WaitForAddress($"{stack.Api.Address}");
        return tab;
    }
}
