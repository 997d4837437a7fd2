using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.EndToEnd.Tests.Pages;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.EndToEnd.Tests.Identity;

/// <summary>A stack that requires credentials, shared by tests that do not break it.</summary>
public sealed class AccountStack : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder data = new();
    private StackProcess stack = null!;

    /// <summary>A provider by which users can sign in.</summary>
    public OidcServer Provider { get; private set; } = null!;

    /// <summary>A client with the API key of an administrator.</summary>
    public TauroApi Api => stack.Api;

    public async ValueTask InitializeAsync()
    {
        Provider = await OidcServer.Start();
        stack = await StackProcess.Start(
            data.Path, adminKey: ApiKeySecret.Create(PrincipalKind.ServiceAccount).Value,
            settings: Provider.CreateSettings(data.Path));
    }

    public async ValueTask DisposeAsync()
    {
        await stack.DisposeAsync();
        await Provider.DisposeAsync();
        data.Dispose();
    }

    /// <summary>Creates a user with a password; returns the name.</summary>
    public async Task<string> CreateUser(bool isAdmin = false, string start = "user")
    {
        var name = $"{start}-{Guid.NewGuid():N}";
        await Api.Send<Account>(
            HttpMethod.Post, "/api/v1/users", new NewUser(name, Password, IsAdmin: isAdmin));
        return name;
    }

    /// <summary>Fills in the form to sign in, and sends it.</summary>
    internal static async Task SignIn(Tab tab, string name, string password = Password)
    {
        await tab.Page.GetByLabel("User name").FillAsync(name);
        await tab.Page.GetByLabel("Password").FillAsync(password);
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
