namespace Tauro.ServiceDefaults.Start;

/// <summary>Settings have invalid values. There is an error for each, with its value and what to set instead.</summary>
internal sealed class InvalidSettingsException(IReadOnlyList<string> errors) : Exception(Format(errors))
{
    private static string Format(IReadOnlyList<string> errors) => errors.Count == 1
        ? errors[0]
        : $"{errors.Count} settings are invalid:" + string.Concat(errors.Select(error => $"\n  {error}"));
}
