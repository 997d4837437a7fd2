using Microsoft.Extensions.Configuration;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// The environment variables that set a key of the configuration under a shorter name. A variable takes precedence
/// over its key.
/// </summary>
internal static class SettingVariables
{
    public static IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>
    {
        ["TAURO_MLOPS_MAX_ACTIVE_RUNS"] = "Limits:ActiveRunsMax",
        ["TAURO_MLOPS_MAX_RETRIES"] = "Resilience:RetriesMax",
    };

    public static void AddTo(IConfigurationManager configuration) => configuration.AddInMemoryCollection(
        Keys.Where(pair => configuration[pair.Key] is { Length: > 0 })
            .Select(pair => KeyValuePair.Create(pair.Value, configuration[pair.Key])).ToList());

    /// <summary>Returns the name under which the value of a key was set: that of a variable, or the key.</summary>
    public static string FindSource(IConfiguration configuration, string key) =>
        Keys.FirstOrDefault(pair => pair.Value == key && configuration[pair.Key] is { Length: > 0 }).Key ?? key;
}
