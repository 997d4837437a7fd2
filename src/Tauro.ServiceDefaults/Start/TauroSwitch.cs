using Microsoft.Extensions.Configuration;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Start;

/// <summary>Reads a variable that is on or off.</summary>
public static class TauroSwitch
{
    /// <summary><c>1</c> is on; <c>0</c>, empty and not set are off.</summary>
    /// <exception cref="SettingException">
    /// The variable has another value, such as <c>true</c>, which would otherwise be ignored without notice.
    /// </exception>
    public static bool IsOn(IConfiguration configuration, string variable) => configuration[variable] switch
    {
        "1" => true,
        null or "" or "0" => false,
        var other => throw new SettingException(variable, other, "Set it to 1 for on, or to 0 for off."),
    };
}
