using Microsoft.Extensions.Configuration;
using Tauro.Contracts;

namespace Tauro.ServiceDefaults.Start;

/// <summary>A variable that is on or off.</summary>
public static class TauroSwitch
{
    /// <summary>On is <c>1</c>; off is <c>0</c>, nothing, or that it is not set.</summary>
    /// <exception cref="SettingException">
    /// Anything else: who wrote <c>true</c> would learn much later that it was not taken.
    /// </exception>
    public static bool IsOn(IConfiguration configuration, string variable) => configuration[variable] switch
    {
        "1" => true,
        null or "" or "0" => false,
        var other => throw new SettingException(variable, other, "Set it to 1 for on, or to 0 for off."),
    };
}
