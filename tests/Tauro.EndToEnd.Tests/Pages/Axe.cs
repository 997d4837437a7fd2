using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The rules of axe-core.</summary>
internal static class Axe
{
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
    private static readonly (string Theme, ColorScheme System)[] Looks =
    [
        ("light", ColorScheme.Light), ("dark", ColorScheme.Light), ("contrast", ColorScheme.Light),
        ("contrast", ColorScheme.Dark),
    ];

    /// <summary>The themes in which pages are checked.</summary>
    public static IEnumerable<string> Themes => Looks.Select(look => look.Theme).Distinct();

    /// <summary>Adds axe-core to the pages that a tab opens from now on.</summary>
    public static Task AddTo(Tab tab) => tab.Page.AddInitScriptAsync(AxeCore);

    /// <summary>Opens a page, and returns its serious findings in all themes.</summary>
    public static async Task<IReadOnlyList<string>> Find(Tab tab, string path)
    {
        List<string> findings = [];
        await tab.GoTo(path);
        foreach (var (theme, system) in Looks)
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = system });
            findings.AddRange((await tab.Page.EvaluateAsync<string[]>(Check, theme))
                .Select(finding => $"{path} in {theme} on {system}: {finding}"));
        }

        return findings;
    }
}
