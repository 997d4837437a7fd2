using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The address of a page in a browser.</summary>
internal static class PageAddress
{
    /// <summary>
    /// Waits for an address. Playwright's <c>WaitForURLAsync</c> looks at the present one, and then for the next
    /// navigation: it misses one between the two.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="glob">
    /// The complete address; <c>**</c> is for anything, and <c>*</c> for anything without a slash.
    /// </param>
    public static Task WaitForAddress(this IPage page, string glob)
    {
        var pattern = Regex.Escape(glob).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*");
        return Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{pattern}$"));
    }
}
