using Tauro.Stores.Identity;

namespace Tauro.Stores.Local.Identity;

/// <summary>What checks the setup token, in its table.</summary>
internal sealed record StoredSetup(SetupSecret Secret)
{
    public const string Key = "setup";
}
