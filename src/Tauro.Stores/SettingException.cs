namespace Tauro.Stores;

/// <summary>
/// A configuration setting has an invalid value. The message gives the setting, its value and what to set instead.
/// </summary>
public sealed class SettingException(string setting, string? value, string remedy)
    : Exception($"{setting} is '{value}'. {remedy}");
