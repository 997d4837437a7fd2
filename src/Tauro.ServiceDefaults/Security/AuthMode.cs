using Microsoft.Extensions.Configuration;
using Tauro.ServiceDefaults.Start;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Security;

/// <summary>
/// Whether requests need credentials. This version checks none, so a process listens on loopback only, unless an
/// operator says that something in front of it checks them.
/// </summary>
internal static class AuthMode
{
    private const string Variable = "TAURO_AUTH";
    private const string AnywhereVariable = "TAURO_AUTH_OFF_ANYWHERE";
    private const string Off = "off";

    /// <exception cref="SettingException">
    /// The mode is one that there is not, or other machines could reach the process.
    /// </exception>
    public static void Check(IConfiguration configuration)
    {
        if (configuration[Variable] is not (null or "" or Off) and var mode)
            throw new SettingException(
                Variable, mode, $"This version has only '{Off}'; set it to that, or leave it out.");
        if (TauroSwitch.IsOn(configuration, AnywhereVariable)) return;
        if (ListenAddresses.FindOpen(configuration).FirstOrDefault() is { } address)
            throw new SettingException(
                "The address to listen on", address,
                "This version checks no credentials, so everybody who reaches it could read and change everything. "
                + "Listen on localhost; or, if only a proxy that checks them reaches it, set "
                + $"{AnywhereVariable} to 1.");
    }
}
