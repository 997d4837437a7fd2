using Microsoft.Extensions.Configuration;

namespace Tauro.Stores.Local.State;

/// <summary>The variables that select the backend. This version has only <c>local</c>.</summary>
internal static class StoreBackend
{
    private const string BackendVariable = "TAURO_MLOPS_BACKEND";
    private const string Local = "local";

    // Those of a backend that this version does not have.
    private static readonly string[] DatabricksVariables = ["TAURO_MLOPS_CATALOG", "TAURO_MLOPS_SCHEMA"];

    /// <summary>Gets a check for each of the variables.</summary>
    public static IEnumerable<SettingCheck> GetChecks(IConfiguration configuration) =>
    [
        new(() => CheckBackend(configuration[BackendVariable])),
        .. DatabricksVariables.Select(
            variable => new SettingCheck(() => CheckUnused(variable, configuration[variable]))),
    ];

    private static void CheckBackend(string? value)
    {
        if (value is not (null or "" or Local))
            throw new SettingException(
                BackendVariable, value, $"This version has only '{Local}'; set it to that, or leave it out.");
    }

    private static void CheckUnused(string variable, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            throw new SettingException(
                variable, value,
                $"It belongs to the backend 'databricks', and this version has only '{Local}'. Leave it out.");
    }
}
