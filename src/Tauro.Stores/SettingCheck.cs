namespace Tauro.Stores;

/// <summary>
/// Checks a setting that is not in an options class. A service that reads one registers it, so that the errors of all
/// settings are reported together at the start.
/// </summary>
public sealed class SettingCheck(Action read)
{
    /// <summary>Reads the setting.</summary>
    /// <exception cref="SettingException">It has an invalid value.</exception>
    public void Run() => read();
}
