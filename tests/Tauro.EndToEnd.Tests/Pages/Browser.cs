using Microsoft.Playwright;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>A headless Chromium, as Debian packages it, which all tests share. The first one starts it.</summary>
public sealed class Browser : IAsyncDisposable
{
    public const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Chromium)>> started = new(Start);

    /// <summary>Opens a tab without cookies of others.</summary>
    /// <param name="address">The address of the stack.</param>
    /// <param name="hasJavaScript">Whether scripts run.</param>
    /// <param name="isPhone">Whether it has the small screen of a phone, which is touched.</param>
    public async Task<Tab> Open(Uri address, bool hasJavaScript = true, bool isPhone = false)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = address.ToString(), JavaScriptEnabled = hasJavaScript, HasTouch = isPhone, IsMobile = isPhone,
        };
        if (isPhone) options.ViewportSize = new() { Width = PhoneWidth, Height = PhoneHeight };
        var context = await (await started.Value).Chromium.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return new Tab(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated) return;
        var (playwright, chromium) = await started.Value;
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Chromium)> Start()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Programs.First(File.Exists), Args = Arguments, Timeout = 120_000,
        }));
    }
}
