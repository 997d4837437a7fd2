namespace Tauro.LocalHosting;

/// <summary>
/// Everything of the AppHost's environment but what says how the AppHost itself runs: a service takes its environment's
/// name from its own launch profile, and without one it is Production.
/// </summary>
internal static class InheritedEnvironment
{
    private static readonly string[] OwnOnly =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL",
    ];

    public static void RemoveOwn(IDictionary<string, string?> environment)
    {
        foreach (var name in OwnOnly)
        {
            environment.Remove(name);
        }
    }
}
