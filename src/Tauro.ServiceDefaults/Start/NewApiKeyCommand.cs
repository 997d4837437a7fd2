using Tauro.Contracts.Access;
using Tauro.Stores;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// <c>new-api-key</c>: prints an API key for the file <c>TAURO_SETUP_ADMIN_KEY_FILE</c>, from which the identity
/// service makes the first administrator. It needs no settings: the file may not exist yet.
/// </summary>
internal static class NewApiKeyCommand
{
    public const string Name = "new-api-key";

    public static int Run(string[] args)
    {
        if (args.Length > 0)
            throw new SettingException(Name, string.Join(' ', args), $"Use it as: {Name}.");
        Console.WriteLine(ApiKeySecret.Create(PrincipalKind.ServiceAccount).Value);
        return 0;
    }
}
