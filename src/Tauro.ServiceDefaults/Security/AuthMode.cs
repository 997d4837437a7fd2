using Microsoft.Extensions.Configuration;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Security;

/// <summary>
/// Whether requests need credentials: <c>TAURO_AUTH</c> is <c>required</c>, or <c>off</c>, the default. When it is off,
/// a process listens on loopback only, unless an operator says that something in front of it checks them.
/// </summary>
public static class AuthMode
{
    private const string Variable = "TAURO_AUTH";
    private const string AnywhereVariable = "TAURO_AUTH_OFF_ANYWHERE";
    private const string Off = "off";
    private const string Required = "required";

    /// <summary>Whether requests need credentials.</summary>
    /// <exception cref="SettingException">The mode is one that there is not.</exception>
    public static bool IsRequired(IConfiguration configuration) => configuration[Variable] switch
    {
        Required => true,
        null or "" or Off => false,
        var other => throw new SettingException(
            Variable, other, $"Set it to '{Required}', or to '{Off}' for a machine that only you use."),
    };

    /// <summary>Returns why a service does not start while the mode is off.</summary>
    /// <param name="content">What it has that needs credentials, in the plural.</param>
    public static SettingException RequiredFor(string content) => new(
        Variable, Off,
        $"There are {content}, which all clients could see. Set it to '{Required}', or move them to 'default' first.");

    /// <exception cref="SettingException">
    /// The mode is one that there is not, or it is off and other machines could reach the process.
    /// </exception>
    internal static void Check(IConfiguration configuration)
    {
        if (IsRequired(configuration) || TauroSwitch.IsOn(configuration, AnywhereVariable)) return;
        if (ListenAddresses.FindOpen(configuration).FirstOrDefault() is { } address)
            throw new SettingException(
                "The address to listen on", address,
                "No credentials are checked, so everybody who reaches it could read and change everything. Set "
                + $"{Variable} to {Required}; or listen on localhost; or, if only a proxy that checks them reaches it, "
                + $"set {AnywhereVariable} to 1.");
    }
}
