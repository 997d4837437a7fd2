namespace Tauro.Contracts;

/// <summary>
/// A setting from outside has a value that nothing can be done with. The message names the setting and its value, and
/// what to set in its place.
/// </summary>
public sealed class SettingException(string setting, string? value, string remedy)
    : Exception($"{setting} is '{value}'. {remedy}");
